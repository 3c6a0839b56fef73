//! The workflows of the guides, from models to rows and back, on both databases: set up, add an entity, modify one, rename a
//! column, drop one, go back. After each step the rows are what they were, and on the way back so is the schema.

use std::fs;
use std::path::Path;
use std::process::Command;

use migrate::introspect::introspect;
use migrate::schema::Schema;
use migrate::session::{self, Access, Session, block_on};
use migrate_tests::{assert_same, postgres};

/// One step of an application's life.
struct Chapter {
    message: &'static str,
    models: &'static str,
    /// What the generator must be told.
    consent: &'static [&'static str],
    /// What the application then writes.
    writes: &'static str,
    /// What it then reads, and what it must find.
    reads: &'static str,
    finds: &'static [&'static [&'static str]],
}

const TEAM: &str = "#[derive(migrate::Table)]
#[table(name = \"teams\")]
pub struct Team { #[column(primary_key, auto)] pub id: i64, #[column(unique, max_length = 40)] pub name: String }
";

const CHAPTERS: &[Chapter] = &[
    Chapter {
        message: "set up",
        models: "",
        consent: &[],
        writes: "INSERT INTO teams (name) VALUES ('red'), ('it''s blue')",
        reads: "SELECT id, name FROM teams ORDER BY id",
        finds: &[&["1", "red"], &["2", "it's blue"]],
    },
    Chapter {
        message: "add an entity",
        models: "#[derive(migrate::Table)]
#[table(name = \"users\", check(\"length(mail) > 2\"))]
pub struct User {
    #[column(primary_key, auto)] pub id: i64,
    #[column(unique, max_length = 80)] pub mail: String,
    #[column(references = \"teams.id\", on_delete = \"cascade\", index)] pub team_id: Option<i64>,
    pub shoe: Option<i32>,
}",
        consent: &[],
        writes: "INSERT INTO users (mail, team_id, shoe) VALUES ('a@b', 1, 42), ('c@d', NULL, NULL)",
        reads: "SELECT id, mail, team_id, shoe FROM users ORDER BY id",
        finds: &[&["1", "a@b", "1", "42"], &["2", "c@d", "NULL", "NULL"]],
    },
    Chapter {
        message: "modify it",
        models: "#[derive(migrate::Table)]
#[table(name = \"users\", check(\"length(mail) > 2\"), index(columns = [mail, rank]))]
pub struct User {
    #[column(primary_key, auto)] pub id: i64,
    #[column(unique, max_length = 120)] pub mail: String,
    #[column(references = \"teams.id\", on_delete = \"set null\", index)] pub team_id: Option<i64>,
    pub shoe: Option<i64>,
    #[column(default = 7, check = \"rank > 0\")] pub rank: i32,
}",
        consent: &[],
        writes: "UPDATE users SET rank = 9 WHERE id = 2",
        reads: "SELECT id, mail, team_id, shoe, rank FROM users ORDER BY id",
        finds: &[&["1", "a@b", "1", "42", "7"], &["2", "c@d", "NULL", "NULL", "9"]],
    },
    Chapter {
        message: "rename a column",
        models: "#[derive(migrate::Table)]
#[table(name = \"users\", check(\"length(email) > 2\"), index(columns = [email, rank]))]
pub struct User {
    #[column(primary_key, auto)] pub id: i64,
    #[column(unique, max_length = 120, renamed_from = \"mail\")] pub email: String,
    #[column(references = \"teams.id\", on_delete = \"set null\", index)] pub team_id: Option<i64>,
    pub shoe: Option<i64>,
    #[column(default = 7, check = \"rank > 0\")] pub rank: i32,
}",
        consent: &[],
        writes: "UPDATE users SET email = 'e@f' WHERE id = 1",
        reads: "SELECT id, email, team_id, shoe, rank FROM users ORDER BY id",
        finds: &[&["1", "e@f", "1", "42", "7"], &["2", "c@d", "NULL", "NULL", "9"]],
    },
    Chapter {
        message: "drop a column",
        models: "#[derive(migrate::Table)]
#[table(name = \"users\", check(\"length(email) > 2\"), index(columns = [email, rank]))]
pub struct User {
    #[column(primary_key, auto)] pub id: i64,
    #[column(unique, max_length = 120)] pub email: String,
    #[column(references = \"teams.id\", on_delete = \"set null\", index)] pub team_id: Option<i64>,
    #[column(default = 7, check = \"rank > 0\")] pub rank: i32,
}",
        consent: &["--allow-destructive"],
        writes: "UPDATE users SET rank = 1 WHERE id = 1",
        reads: "SELECT id, email, team_id, rank FROM users ORDER BY id",
        finds: &[&["1", "e@f", "1", "1"], &["2", "c@d", "NULL", "9"]],
    },
];

/// What the rows are on the way back: the names of the time, the values of the last chapter, no value for the column that
/// was dropped and came back.
const BACK: &[(&str, &[&[&str]])] = &[
    (
        "SELECT id, email, team_id, shoe, rank FROM users ORDER BY id",
        &[&["1", "e@f", "1", "NULL", "1"], &["2", "c@d", "NULL", "NULL", "9"]],
    ),
    (
        "SELECT id, mail, team_id, shoe, rank FROM users ORDER BY id",
        &[&["1", "e@f", "1", "NULL", "1"], &["2", "c@d", "NULL", "NULL", "9"]],
    ),
    (
        "SELECT id, mail, team_id, shoe FROM users ORDER BY id",
        &[&["1", "e@f", "1", "NULL"], &["2", "c@d", "NULL", "NULL"]],
    ),
    ("SELECT id, name FROM teams ORDER BY id", &[&["1", "red"], &["2", "it's blue"]]),
];

#[test]
fn a_life_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    live(
        folder.path(),
        "sqlite:app.db",
        &format!("sqlite:{}", folder.path().join("app.db").display()),
    );
}

#[test]
fn a_life_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let database = postgres();
    live(folder.path(), &database.url(), &database.url());
}

fn live(folder: &Path, url: &str, seen: &str) {
    fs::create_dir_all(folder.join("src/team")).unwrap();
    fs::create_dir_all(folder.join("src/user")).unwrap();
    fs::write(folder.join("src/team/table.rs"), TEAM).unwrap();
    db(folder, url, &["create"]);
    let mut schemas = Vec::new();
    for chapter in CHAPTERS {
        fs::write(folder.join("src/user/table.rs"), chapter.models).unwrap();
        db(
            folder,
            url,
            &[&["revision", chapter.message, "--dialect", "sqlite,postgres"], chapter.consent]
                .concat(),
        );
        db(folder, url, &["upgrade"]);
        write(seen, chapter.writes);
        assert_eq!(rows(seen, chapter.reads), chapter.finds, "{}", chapter.message);
        schemas.push(schema(seen));
        // What was just written is all there is to write.
        let again = db(folder, url, &["create-migration", "--dialect", "sqlite,postgres"]);
        assert!(again.contains("No changes detected since the last migration."), "{again}");
    }
    for (number, (reads, finds)) in BACK.iter().enumerate() {
        db(folder, url, &["downgrade", "-1"]);
        let chapter = CHAPTERS.len() - 2 - number;
        assert_same(
            &schema(seen),
            &schemas[chapter],
            &format!("back to `{}`", CHAPTERS[chapter].message),
        );
        assert_eq!(rows(seen, reads), *finds, "back to `{}`", CHAPTERS[chapter].message);
    }
    let status = db(folder, url, &["status"]);
    assert!(status.contains("4 pending"), "{status}");
    db(folder, url, &["upgrade"]);
    assert_same(&schema(seen), &schemas[CHAPTERS.len() - 1], "at head again");
}

/// Runs `db`; what it says, on both of its voices.
fn db(folder: &Path, url: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_db"))
        .arg("db")
        .args(arguments)
        .args(["--models", "src", "--migrations", "migrations", "--database-url", url])
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let said =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

fn schema(url: &str) -> Schema {
    let mut schema =
        block_on(introspect(&mut session::connect(url, Access::Read).unwrap())).unwrap();
    // A sequence remembers where it is, the history what was done: neither is the models'.
    schema.tables.remove(&"migrate_history".into());
    schema
}

fn write(url: &str, sql: &str) {
    block_on(session::connect(url, Access::Write).unwrap().execute(sql)).unwrap();
}

fn rows(url: &str, sql: &str) -> Vec<Vec<String>> {
    let rows = block_on(session::connect(url, Access::Read).unwrap().query(sql)).unwrap();
    let text = |value: Option<String>| value.unwrap_or_else(|| "NULL".to_owned());
    rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect()
}
