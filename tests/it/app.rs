//! The application that newcomers copy, as they meet it: a binary on a port and a database. Nothing of its insides.

mod http;
mod process;

use std::path::Path;

use http::Answer;
use migrate::embed::{Embedded, EmbeddedCreate};
use migrate::memory::Forgetful;
use process::App;
use serde_json::{Value, json};

/// Runs a test on a fresh database of either kind.
macro_rules! on_both {
    ($($name:ident)*) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                let dir = tempfile::tempdir().unwrap();
                super::$name(&format!("sqlite:{}", dir.path().join("app.db").display()));
            }

            #[test]
            fn postgres() {
                let database = migrate_tests::postgres();
                super::$name(&database.url());
            }
        }
    )*};
}

on_both! {
    health_tells_the_revision
    patients_are_created_read_updated_deleted
    beds_keep_their_numbers_exact
    faults_are_told_as_json
    the_binary_is_its_own_tool
    the_data_migration_keeps_every_number
}

#[test]
fn the_history_makes_the_models_on_both_databases() {
    let project = migrate_build::Project::read(&root().join("app-template")).unwrap();
    let wish = migrate_build::check::Wish { drift: migrate_build::Drift::Deny, create: true };
    let outcome = migrate_build::check::check(&project, wish, &mut Forgetful);
    assert_eq!(outcome.report.findings, []);
    assert_eq!(outcome.told, []);
    let text = outcome.embedded.unwrap();
    assert!(text.contains("CREATE TABLE \\\"admissions\\\""), "{text}");
}

#[test]
fn a_release_build_creates_no_tables_without_a_history() {
    let project = migrate_build::Project::read(&root().join("app-template")).unwrap();
    let wish = migrate_build::check::Wish { drift: migrate_build::Drift::Deny, create: false };
    let text = migrate_build::check::check(&project, wish, &mut Forgetful).embedded.unwrap();
    let (_, create) = text.split_once("    create: &[").unwrap();
    assert!(
        create.contains("table: \"admissions\"") && !create.contains("CREATE TABLE"),
        "{create}"
    );

    static EMBEDDED: Embedded = Embedded {
        dialects: &["sqlite"],
        history_table: None,
        revisions: &[],
        heads: &[],
        create: &[EmbeddedCreate { dialect: "sqlite", table: "t", statements: &[], columns: &[] }],
    };
    let database = migrate_tests::sqlite();
    let migrator = migrate::Migrator::new(&EMBEDDED).startup(migrate::Startup::CreateTables);
    assert!(migrator.run(&database.url()).unwrap_err().is_unsupported());
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn health_tells_the_revision(url: &str) {
    let app = App::start(url);
    let Answer { status, body, .. } = app.get("/health");
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["at_head"], true, "{body}");
    assert_eq!(body["pending"], 0, "{body}");
    let revisions = body["revisions"].as_array().unwrap();
    assert_eq!(revisions.len(), 1, "the history has one head: {body}");
    assert!(app.log().contains("applied"), "the first start says what it applied: {}", app.log());
    let again = app.restart();
    assert_eq!(again.get("/health").body, body);
    assert!(
        !again.log().contains("applied"),
        "the second start finds nothing to do: {}",
        again.log()
    );
}

fn ann() -> Value {
    json!({"record_number": "R-1", "full_name": " Ann Example ", "birth_date": "1990-02-28", "sex": "female",
        "email": "ann@example.org", "contact": {"phone": ["+1", "é\"'"]}})
}

fn patients_are_created_read_updated_deleted(url: &str) {
    let app = App::start(url);
    assert_eq!(app.get("/patients").body, json!([]));
    let created = app.send("POST", "/patients", &ann());
    assert_eq!(created.status, 201, "{}", created.body);
    let path = created.header("location").unwrap().to_owned();
    assert_eq!(created.body["full_name"], "Ann Example");
    assert_eq!(app.get(&path).body, created.body);
    assert_eq!(app.get("/patients?limit=1").body, json!([created.body]));
    assert_eq!(app.get("/patients?offset=1").body, json!([]));

    let mut changed = ann();
    changed["full_name"] = "Ann Other".into();
    changed["email"] = Value::Null;
    let updated = app.send("PUT", &path, &changed);
    assert_eq!(updated.status, 200, "{}", updated.body);
    assert_eq!(
        (&updated.body["full_name"], &updated.body["email"]),
        (&"Ann Other".into(), &Value::Null)
    );
    assert_eq!(updated.body["created_at"], created.body["created_at"]);
    assert_eq!(updated.body["contact"], ann()["contact"]);
    assert_eq!(app.get(&path).body, updated.body);

    assert_eq!(app.send("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(app.get(&path).status, 404);
    assert_eq!(app.send("DELETE", &path, &Value::Null).status, 404);
    assert_eq!(app.send("PUT", &path, &changed).status, 404);
}

fn beds_keep_their_numbers_exact(url: &str) {
    let app = App::start(url);
    let unit = app.unit("W1");
    let bed = json!({"unit_id": unit, "number": "7", "daily_rate": "1234567.89", "equipment": {"oxygen": true},
        "cleaned_at": "2026-01-02T03:04:05Z"});
    let created = app.send("POST", "/beds", &bed);
    assert_eq!(created.status, 201, "{}", created.body);
    assert_eq!(created.body["daily_rate"], "1234567.89");
    assert_eq!(created.body["status"], "available");
    assert_eq!(created.body["cleaned_at"], "2026-01-02T03:04:05Z");
    let path = created.header("location").unwrap().to_owned();
    let mut occupied = bed.clone();
    occupied["status"] = "occupied".into();
    let updated = app.send("PUT", &path, &occupied);
    assert_eq!(
        (updated.status, &updated.body["status"]),
        (200, &"occupied".into()),
        "{}",
        updated.body
    );
    assert_eq!(app.send("POST", "/beds", &bed).status, 409, "one number, one bed in a ward");
    let mut nowhere = bed.clone();
    nowhere["unit_id"] = 4711.into();
    assert_eq!(app.send("POST", "/beds", &nowhere).status, 409, "no such ward");
    assert_eq!(app.send("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(app.get("/beds").body, json!([]));
}

fn faults_are_told_as_json(url: &str) {
    let app = App::start(url);
    for (method, path, body, status) in [
        ("GET", "/nothing", Value::Null, 404),
        ("GET", "/patients/not-a-uuid", Value::Null, 404),
        ("GET", "/patients/00000000-0000-0000-0000-000000000000", Value::Null, 404),
        ("GET", "/beds/9223372036854775808", Value::Null, 404),
        ("GET", "/patients?limit=many", Value::Null, 400),
        ("PATCH", "/patients", Value::Null, 405),
        ("POST", "/patients", json!({"full_name": 1}), 422),
        ("POST", "/patients", json!({"colour": "red"}), 422),
    ] {
        let answer = app.send(method, path, &body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        assert!(answer.body["error"].is_string(), "{method} {path}: {}", answer.body);
    }
    let mut unborn = ann();
    unborn["birth_date"] = "9999-01-01".into();
    unborn["record_number"] = "".into();
    unborn["full_name"] = "a\0b".into();
    let answer = app.send("POST", "/patients", &unborn);
    assert_eq!(answer.status, 422, "{}", answer.body);
    let fields: Vec<&String> = answer.body["fields"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["birth_date", "full_name", "record_number"]);
    assert_eq!(app.send("POST", "/patients", &ann()).status, 201);
    let mut twin = ann();
    twin["record_number"] = "R-2".into();
    twin["email"] = "ANN@example.org".into();
    assert_eq!(
        app.send("POST", "/patients", &twin).status,
        409,
        "an address in capitals is the same address"
    );
}

fn the_binary_is_its_own_tool(url: &str) {
    let command = |words: &[&str]| process::run(url, &[&["migrate"], words].concat());
    let (ok, _, talk) = command(&["upgrade"]);
    assert!(ok, "{talk}");
    let (ok, current, talk) = command(&["current"]);
    assert!(ok && current.lines().count() == 1, "{current}{talk}");
    let (ok, reverted, talk) = command(&["downgrade", "base"]);
    assert!(ok && reverted.lines().all(|line| line.starts_with("down ")), "{reverted}{talk}");
    assert_eq!(command(&["current"]).1, "");
    let (ok, applied, talk) = command(&["upgrade"]);
    assert!(ok, "every revision goes down and up again: {talk}");
    assert_eq!(applied.lines().count(), reverted.lines().count());
    assert_eq!(command(&["current"]).1, current);
    let (ok, _, talk) = process::run(url, &["migrat"]);
    assert!(!ok && talk.contains("there is no command `migrat`"), "{talk}");
}

fn the_data_migration_keeps_every_number(url: &str) {
    let migrate = |words: &[&str]| {
        let (ok, answer, talk) = process::run(url, &[&["migrate"], words].concat());
        assert!(ok, "{words:?}: {talk}");
        answer
    };
    migrate(&["upgrade", "e6a95f1b3d70"]);
    let id =
        if url.starts_with("sqlite") { "x'00'" } else { "'00000000-0000-0000-0000-000000000001'" };
    let insert = format!(
        "INSERT INTO patients (id, record_number, full_name, birth_date, phone) \
         VALUES ({id}, 'R-1', 'Ann', '1990-02-28', '+55 11 1234')"
    );
    process::execute(url, &insert);
    migrate(&["upgrade", "714c9ad0e2b3"]);
    let contact: Value = serde_json::from_str(&process::text(url, "contact", "patients")).unwrap();
    assert_eq!(contact, json!({"phone": ["+55 11 1234"]}));
    migrate(&["downgrade", "e6a95f1b3d70"]);
    assert_eq!(process::text(url, "phone", "patients"), "+55 11 1234");
    migrate(&["upgrade"]);
    assert!(process::text(url, "contact", "patients").contains("+55 11 1234"));
}
