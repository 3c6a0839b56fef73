//! Databases that another tool has really migrated, taken over and carried on. Refusals are transcripts.

use std::fs;
use std::path::Path;
use std::process::Command;

use migrate::history;
use migrate::schema::Name;
use migrate::session::{self, Access, Row, Session, block_on};
use migrate_tests::postgres;
use refinery_core::{Migration, Runner};

const USERS: &str =
    "CREATE TABLE users (\n    id INTEGER PRIMARY KEY,\n    email TEXT NOT NULL\n);\n";
const EMAIL: &str = "CREATE UNIQUE INDEX users_email ON users (email);\n";

/// What `db` says, on stdout and then stderr, and whether it was content.
fn db(folder: &Path, url: &str, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_db"))
        .arg("db")
        .args(arguments)
        .args(["--migrations", "migrations", "--database-url", url, "--yes"])
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn query(url: &str, sql: &str) -> Vec<Row> {
    block_on(session::connect(url, Access::Write).unwrap().query(sql)).unwrap()
}

/// When the history says that its revisions were applied, in their order.
fn moments(url: &str) -> Vec<String> {
    let mut connection = session::connect(url, Access::Read).unwrap();
    let table = Name::new(history::TABLE);
    let rows = block_on(history::read(&mut connection, &table)).unwrap().rows;
    rows.into_iter().map(|row| row.applied_at).collect()
}

/// A folder of refinery's and a database that refinery's own runner has migrated.
fn refined(folder: &Path, ending: &str) -> String {
    let old = folder.join("old");
    fs::create_dir_all(old.join("later")).unwrap();
    let files = [("V1__create_users", USERS), ("later/V2__unique_email", EMAIL)];
    let mut migrations = Vec::new();
    for (name, sql) in files {
        fs::write(old.join(format!("{name}.sql")), sql.replace('\n', ending)).unwrap();
        let stem = name.trim_start_matches("later/");
        migrations.push(Migration::unapplied(stem, sql).unwrap());
    }
    let mut connection = rusqlite::Connection::open(folder.join("app.db")).unwrap();
    let report = Runner::new(&migrations).run(&mut connection).unwrap();
    assert_eq!(report.applied_migrations().len(), 2);
    format!("sqlite:{}", folder.join("app.db").display())
}

#[test]
fn what_refinery_has_run_is_adopted_and_carried_on() {
    // The second time, a checkout has rewritten the line endings since.
    for ending in ["\n", "\r\n"] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let url = refined(folder, ending);
        let (ok, said) = db(folder, &url, &["import", "--from", "refinery", "old"]);
        assert!(
            ok && said.contains("Wrote 2 revisions, recorded 2 revisions as applied."),
            "{said}"
        );
        let theirs = query(&url, "SELECT applied_on FROM refinery_schema_history ORDER BY 1");
        let theirs = theirs.iter().flatten().flatten().map(|text| {
            // RFC 3339, which has fractions of a second that ours leaves out.
            format!("{} UTC", text[..19].replace('T', " "))
        });
        assert_eq!(moments(&url), theirs.collect::<Vec<_>>());
        let (ok, said) = db(folder, &url, &["current", "--check"]);
        assert!(ok, "{said}");
        let (ok, said) = db(folder, &url, &["upgrade", "--dry-run"]);
        assert!(ok && said.contains("There is nothing to do."), "{said}");

        let (ok, said) =
            db(folder, &url, &["revision", "add name", "--empty", "--dialect", "sqlite"]);
        assert!(ok, "{said}");
        let path = folder.join(said.lines().next().unwrap());
        let text = fs::read_to_string(&path).unwrap();
        let (head, _) = text.split_once("\n-- migrate:").unwrap();
        let ways = "ALTER TABLE users ADD COLUMN name TEXT;\n\n-- migrate:down\nALTER TABLE users DROP COLUMN name;\n";
        fs::write(&path, format!("{head}\n-- migrate:up\n{ways}")).unwrap();
        let (ok, said) = db(folder, &url, &["upgrade"]);
        assert!(ok && said.contains("Applied 1 migration."), "{said}");
        let columns = query(&url, "SELECT name FROM pragma_table_info('users')");
        assert_eq!(columns.len(), 3, "{columns:?}");
        let left = query(&url, "SELECT version FROM refinery_schema_history");
        assert_eq!(left.len(), 2, "refinery's table is no longer as it was: {left:?}");
    }
}

#[test]
fn a_file_that_refinery_has_run_otherwise_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let url = refined(folder, "\n");
    fs::write(folder.join("old/V1__create_users.sql"), USERS.replace("email", "mail")).unwrap();
    let (ok, said) = db(folder, &url, &["import", "--from", "refinery", "old"]);
    assert!(
        !ok && said.contains("V1__create_users.sql` is not what was applied as version 1"),
        "{said}"
    );
    assert!(!said.contains("V2__"), "{said}");
    assert!(!folder.join("migrations").exists(), "something was written");
    let (ok, said) = db(folder, &url, &["import", "--from", "refinery", "old", "--allow-edited"]);
    assert!(ok, "{said}");
}

#[test]
fn versions_beyond_32_bits_have_the_checksums_of_that_feature() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("old")).unwrap();
    fs::write(folder.join("old/V1__x.sql"), "SELECT 1;").unwrap();
    fs::write(folder.join("old/V20240131120000__y.sql"), "SELECT 2;").unwrap();
    let url = format!("sqlite:{}", folder.join("app.db").display());
    query(
        &url,
        "CREATE TABLE refinery_schema_history (version BIGINT, name TEXT, applied_on TEXT, checksum TEXT)",
    );
    // Computed by refinery-core 0.10.1 with its feature `int8-versions`.
    query(
        &url,
        "INSERT INTO refinery_schema_history VALUES (1, 'x', 'never', '2718036357031193704'), (20240131120000, 'y', 'never', '2836403848765529923')",
    );
    let (ok, said) = db(folder, &url, &["import", "--from", "refinery", "old"]);
    assert!(ok && said.contains("recorded 2 revisions"), "{said}");
    assert!(folder.join("migrations/20240131_1200_y.sql").exists());
}

#[test]
fn what_sqlx_has_recorded_on_postgres_is_adopted() {
    let database = postgres();
    let url = &database.url();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("old")).unwrap();
    fs::write(folder.join("old/1_one.sql"), "SELECT 1;\n").unwrap();
    fs::write(folder.join("old/2_two.sql"), "CREATE TABLE two (id bigint);\n").unwrap();
    query(
        url,
        "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL)",
    );
    query(
        url,
        "INSERT INTO _sqlx_migrations VALUES (1, '2024-01-31 12:00:05+02', TRUE, sha384('SELECT 1;\n'))",
    );
    let (ok, said) = db(folder, url, &["import", "--from", "sqlx", "old"]);
    assert!(ok && said.contains("Wrote 2 revisions, recorded 1 revision as applied."), "{said}");
    assert_eq!(moments(url), ["2024-01-31 10:00:05 UTC"], "sqlx's moment, without its zone");
    let (ok, said) = db(folder, url, &["upgrade"]);
    assert!(ok && said.contains("Applied 1 migration."), "{said}");
    query(url, "INSERT INTO _sqlx_migrations VALUES (2, now(), FALSE, sha384('another'))");
    let (ok, said) = db(folder, url, &["import", "--from", "sqlx", "old"]);
    assert!(!ok && said.contains("has failed"), "{said}");
}

#[test]
fn what_refinery_has_run_on_postgres_is_adopted() {
    let database = postgres();
    let url = &database.url();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("old")).unwrap();
    let mut migrations = Vec::new();
    for (name, sql) in [("V1__create_users", USERS), ("V2__unique_email", EMAIL)] {
        fs::write(folder.join(format!("old/{name}.sql")), sql).unwrap();
        migrations.push(Migration::unapplied(name, sql).unwrap());
    }
    Runner::new(&migrations).run(&mut database.connect()).unwrap();
    // As if it had been long ago.
    query(
        url,
        "UPDATE refinery_schema_history SET applied_on = '2024-01-31T12:00:0' || version || '.25+01:00'",
    );
    let (ok, said) = db(folder, url, &["import", "--from", "refinery", "old"]);
    assert!(ok && said.contains("recorded 2 revisions as applied."), "{said}");
    assert_eq!(moments(url), ["2024-01-31 11:00:01 UTC", "2024-01-31 11:00:02 UTC"]);
    let (ok, said) = db(folder, url, &["upgrade", "--dry-run"]);
    assert!(ok && said.contains("There is nothing to do."), "{said}");
    let (ok, said) = db(folder, url, &["verify"]);
    assert!(ok, "what refinery made is what the revisions make: {said}");
}

#[test]
fn what_diesel_has_recorded_on_postgres_is_adopted() {
    let database = postgres();
    let url = &database.url();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let files = [
        (
            "2024-01-31-120000_one",
            "CREATE TABLE one (id bigint PRIMARY KEY);\n",
            "DROP TABLE one;\n",
        ),
        (
            "2024-02-01-120000_two",
            "ALTER TABLE one ADD COLUMN name text;\n",
            "ALTER TABLE one DROP COLUMN name;\n",
        ),
    ];
    for (name, up, down) in files {
        let place = folder.join("old").join(name);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("up.sql"), up).unwrap();
        fs::write(place.join("down.sql"), down).unwrap();
    }
    // As diesel makes it.
    query(
        url,
        "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
    );
    query(url, files[0].1);
    query(
        url,
        "INSERT INTO __diesel_schema_migrations VALUES ('20240131120000', '2024-03-01 08:15:00.5')",
    );
    let (ok, said) = db(folder, url, &["import", "--from", "diesel", "old"]);
    assert!(ok && said.contains("Wrote 2 revisions, recorded 1 revision as applied."), "{said}");
    assert_eq!(moments(url), ["2024-03-01 08:15:00 UTC"]);
    let (ok, said) = db(folder, url, &["upgrade"]);
    assert!(ok && said.contains("Applied 1 migration."), "{said}");
    let (ok, said) = db(folder, url, &["downgrade", "base"]);
    assert!(ok, "{said}");
    let left =
        query(url, "SELECT to_regclass('one'), (SELECT count(*) FROM __diesel_schema_migrations)");
    assert_eq!(left, [[None, Some("1".to_owned())]], "theirs is left as it was");
}
