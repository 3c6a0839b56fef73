//! What is told of ways down: locks and rewrites as of ways up; of what is lost, only what the way up has not brought; that
//! they lead back.

use migrate::dialect::Dialect;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::sqlite::Sqlite;
use migrate::lint::{Finding, Scope, Severity, lint};
use migrate::revision::{Direction, Revision, file};

const BEFORE: &str = "
CREATE TABLE team (id bigint PRIMARY KEY NOT NULL, name text, code integer NOT NULL);
CREATE TABLE member (id bigint PRIMARY KEY NOT NULL, age integer, name text CONSTRAINT named CHECK (name <> ''));
CREATE INDEX member_age ON member (age);";

/// What only PostgreSQL has.
const MORE: &str = "
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE SEQUENCE numbers;";

/// What is told of the way down of a revision, notes left out unless they are asked for.
fn findings(dialect: &'static dyn Dialect, up: &str, down: &str) -> Vec<Finding> {
    let more = if dialect.capability().enums { MORE } else { "" };
    let revision = |id: &str, up: &str, down: &str| -> Revision {
        let text = format!(
            "-- a\n--\n-- Revision: {id}\n-- Revises:\n-- Created: 2025-01-01 00:00:00 UTC\n\n\
             -- migrate:up{up}\n-- migrate:down{down}\n"
        );
        file::parse("1.sql", &text).unwrap()
    };
    let before = format!("\n{BEFORE}{more}");
    let revisions = [
        revision("1111", &before, " irreversible"),
        revision("2222", up, down),
        // what follows meets the schema behind the way up
        revision("3333", "\nSELECT 1;", "\nSELECT 1;"),
    ];
    let scope =
        Scope { wanted: &|one| one.id != "1111", directions: &[Direction::Down], allowed: &[] };
    lint(dialect, &revisions, &scope)
}

fn told(dialect: &'static dyn Dialect, up: &str, down: &str) -> Vec<&'static str> {
    let mut told: Vec<&str> = findings(dialect, &format!("\n{up};"), &format!("\n{down};"))
        .iter()
        .filter(|one| one.rule.severity > Severity::Note)
        .map(|one| {
            assert_eq!((one.direction, one.revision.as_str()), (Direction::Down, "2222"));
            one.rule.id
        })
        .collect();
    told.sort_unstable();
    told
}

#[test]
fn what_the_way_up_has_brought_may_go() {
    let brought = [
        ("CREATE TABLE n (id bigint)", "DROP TABLE n"),
        ("ALTER TABLE member ADD COLUMN a text", "ALTER TABLE member DROP COLUMN a"),
        (
            "ALTER TABLE member RENAME COLUMN name TO title",
            "ALTER TABLE member RENAME COLUMN title TO name",
        ),
        ("ALTER TABLE member RENAME TO people", "ALTER TABLE people RENAME TO member"),
        (
            "ALTER TABLE member RENAME TO people;\nALTER TABLE people ADD COLUMN a text",
            "ALTER TABLE people DROP COLUMN a;\nALTER TABLE people RENAME TO member",
        ),
        (
            "ALTER TABLE member RENAME TO people;\nALTER TABLE people ADD COLUMN a text",
            "ALTER TABLE people RENAME TO member;\nALTER TABLE member DROP COLUMN a",
        ),
        ("CREATE TABLE n (id bigint);\nALTER TABLE n RENAME TO m", "DROP TABLE m"),
        ("UPDATE team SET name = 'a' WHERE id = 1", "UPDATE team SET name = 'b' WHERE id = 1"),
    ];
    for (up, down) in brought {
        assert_eq!(told(&Postgres, up, down), [""; 0], "{up}: {down}");
        assert_eq!(told(&Sqlite, up, down), [""; 0], "{up}: {down}");
    }
    let only_postgres = [
        ("CREATE TYPE size AS ENUM ('s', 'l')", "DROP TYPE size"),
        ("CREATE SCHEMA far", "DROP SCHEMA far"),
        ("CREATE SEQUENCE more", "DROP SEQUENCE more"),
        (
            "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
            "ALTER TYPE mood RENAME VALUE 'blue' TO 'sad'",
        ),
        (
            "CREATE SCHEMA far;\nALTER TABLE member SET SCHEMA far",
            "ALTER TABLE far.member SET SCHEMA public;\nDROP SCHEMA far",
        ),
        (
            "ALTER TABLE team ALTER COLUMN name SET NOT NULL",
            "ALTER TABLE team ALTER COLUMN name DROP NOT NULL",
        ),
    ];
    for (up, down) in only_postgres {
        assert_eq!(told(&Postgres, up, down), [""; 0], "{up}: {down}");
    }
}

#[test]
fn what_stood_before_the_way_up_is_told_as_lost() {
    let lost = [
        ("SELECT 1", "DROP TABLE team", "drop-table"),
        (
            "ALTER TABLE member ADD COLUMN a text",
            "ALTER TABLE member DROP COLUMN a;\nALTER TABLE member DROP COLUMN age",
            "drop-column",
        ),
        // It has another name, but its values are from before.
        (
            "ALTER TABLE member RENAME COLUMN name TO title",
            "ALTER TABLE member DROP COLUMN title",
            "drop-column",
        ),
        ("SELECT 1", "ALTER TABLE member RENAME COLUMN name TO title", "rename-column"),
        ("SELECT 1", "ALTER TABLE member RENAME TO people", "rename-table"),
        ("ALTER TABLE member ADD COLUMN a text", "DELETE FROM member", "write-without-where"),
    ];
    for (up, down, rule) in lost {
        assert!(
            told(&Postgres, up, down).contains(&rule),
            "{up}: {down}: {:?}",
            told(&Postgres, up, down)
        );
        assert!(
            told(&Sqlite, up, down).contains(&rule),
            "{up}: {down}: {:?}",
            told(&Sqlite, up, down)
        );
    }
    let only_postgres = [
        ("SELECT 1", "DROP SEQUENCE numbers", "drop-object"),
        ("SELECT 1", "TRUNCATE team", "truncate"),
        ("SELECT 1", "ALTER TABLE team ALTER COLUMN code TYPE smallint", "narrowed-column"),
        ("SELECT 1", "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'", "rename-object"),
        ("CREATE TABLE n (id bigint)", "DROP TABLE n CASCADE", "cascades"),
    ];
    for (up, down, rule) in only_postgres {
        assert!(
            told(&Postgres, up, down).contains(&rule),
            "{up}: {down}: {:?}",
            told(&Postgres, up, down)
        );
    }
    let notes = [
        ("SELECT 1", "ALTER TABLE member DROP CONSTRAINT named", "drop-constraint", true),
        (
            "ALTER TABLE team ADD CONSTRAINT short CHECK (code < 9)",
            "ALTER TABLE team DROP CONSTRAINT short",
            "drop-constraint",
            false,
        ),
        ("SELECT 1", "ALTER TABLE team ALTER COLUMN code DROP NOT NULL", "drop-not-null", true),
        (
            "ALTER TABLE team ALTER COLUMN name SET NOT NULL",
            "ALTER TABLE team ALTER COLUMN name DROP NOT NULL",
            "drop-not-null",
            false,
        ),
    ];
    for (up, down, rule, is_told) in notes {
        let found = findings(&Postgres, &format!("\n{up};"), &format!("\n{down};"));
        assert_eq!(found.iter().any(|one| one.rule.id == rule), is_told, "{up}: {down}");
    }
}

#[test]
fn locks_and_rewrites_are_told_as_of_ways_up() {
    let locking = [
        ("CREATE INDEX a ON team (name)", "DROP INDEX a", vec!["drop-index-not-concurrent"]),
        (
            "DROP INDEX member_age",
            "CREATE INDEX member_age ON member (age)",
            vec!["index-not-concurrent"],
        ),
        (
            "ALTER TABLE team ALTER COLUMN code TYPE bigint",
            "ALTER TABLE team ALTER COLUMN code TYPE integer",
            vec!["type-change-rewrites"],
        ),
        (
            "ALTER TABLE team ALTER COLUMN code DROP NOT NULL",
            "ALTER TABLE team ALTER COLUMN code SET NOT NULL",
            vec!["not-null-scans"],
        ),
        (
            "CREATE TABLE n (id bigint, team_id bigint REFERENCES team (id))",
            "DROP TABLE n",
            vec!["drop-locks-referenced"],
        ),
        // The table that the way up has made goes anyway.
        (
            "CREATE TABLE n (id bigint);\nCREATE INDEX n_id ON n (id)",
            "DROP INDEX n_id;\nDROP TABLE n",
            vec![],
        ),
    ];
    for (up, down, rules) in locking {
        assert_eq!(told(&Postgres, up, down), rules, "{up}: {down}");
    }
    let found = findings(&Postgres, "\nCREATE INDEX a ON team (name);", "\nDROP INDEX a;");
    let dropped = found.iter().find(|one| one.rule.id == "drop-index-not-concurrent").unwrap();
    assert_eq!(dropped.locks[0].mode, "AccessExclusiveLock");
    assert_eq!(dropped.safe.as_deref(), Some("DROP INDEX CONCURRENTLY \"a\";"));
}

#[test]
fn what_is_made_again_is_judged_by_how_not_by_what() {
    // A table without a key, an index beside another: told when they were made.
    let down = "CREATE TABLE n (id integer, a varchar(3));\nCREATE INDEX n_a ON n (a);\nCREATE INDEX n_b ON n (a)";
    let told = told(&Postgres, "SELECT 1", down);
    assert_eq!(told, ["down-differs"]);
}

#[test]
fn a_way_down_leads_back() {
    let stray = [
        ("CREATE TABLE n (id bigint);\nCREATE INDEX a ON team (name)", "DROP TABLE n"),
        ("ALTER TABLE member ADD COLUMN a text", "SELECT 1"),
        (
            "ALTER TABLE team ADD COLUMN a text",
            "ALTER TABLE team DROP COLUMN a;\nALTER TABLE member ADD COLUMN a text",
        ),
        ("SELECT 1", "CREATE VIEW v AS SELECT id FROM team"),
    ];
    for (up, down) in stray {
        for dialect in [&Sqlite as &'static dyn Dialect, &Postgres] {
            assert_eq!(told(dialect, up, down), ["down-differs"], "{up}: {down}");
        }
    }
    let found = findings(
        &Postgres,
        "\nALTER TABLE member ADD COLUMN a text;\nALTER TYPE mood ADD VALUE 'calm' AFTER 'glad';",
        " transaction:false\nSELECT 1;",
    );
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(one.statement, "-- migrate:down transaction:false");
    assert_eq!(
        one.message,
        "leads to another schema than that before the way up, for which it would have to replace enum `mood`: \
         glad, sad; alter table `member`: drop column `a`"
    );
    assert_eq!(one.line, 10, "{one:#?}");
    // Nobody knows what it leads to.
    let unknown = "DO $$ BEGIN EXECUTE 'DROP TABLE n'; END $$";
    assert_eq!(told(&Postgres, "CREATE TABLE n (id bigint)", unknown), [""; 0]);
    let known = format!("{unknown};\n-- migrate:effect DROP TABLE n");
    assert_eq!(told(&Postgres, "CREATE TABLE n (id bigint)", &known), [""; 0]);
    // Columns come back at the end.
    let (up, down) = (
        "ALTER TABLE member DROP COLUMN age",
        "ALTER TABLE member ADD COLUMN age integer;\nCREATE INDEX CONCURRENTLY member_age ON member (age)",
    );
    assert_eq!(told(&Postgres, up, down), ["concurrently-in-transaction", "exclusive-lock-held"]);
}

#[test]
fn what_follows_meets_the_schema_behind_the_way_up() {
    let revision = |id: &str, up: &str, down: &str| -> Revision {
        let text = format!(
            "-- a\n--\n-- Revision: {id}\n-- Revises:\n-- Created: 2025-01-01 00:00:00 UTC\n\n\
             -- migrate:up\n{up}\n-- migrate:down\n{down}\n"
        );
        file::parse("1.sql", &text).unwrap()
    };
    let revisions = [
        revision(
            "1111",
            "CREATE TABLE t (id bigint NOT NULL PRIMARY KEY, a text);",
            "DROP TABLE t;",
        ),
        revision("2222", "CREATE VIEW v AS SELECT id FROM t;", "DROP VIEW v;"),
        revision(
            "3333",
            "DROP VIEW v;\nALTER TABLE t DROP COLUMN a;",
            "ALTER TABLE t ADD COLUMN a text;\nCREATE VIEW v AS SELECT id FROM t;",
        ),
        revision("4444", "ALTER TABLE t ADD COLUMN b text;", "ALTER TABLE t DROP COLUMN b;"),
    ];
    let scope = Scope {
        wanted: &|_| true,
        directions: &[Direction::Up, Direction::Down],
        allowed: &["no-lock-timeout".to_owned(), "several-alters".to_owned()],
    };
    for dialect in [&Sqlite as &'static dyn Dialect, &Postgres] {
        let found = lint(dialect, &revisions, &scope);
        let told: Vec<(&str, &str)> =
            found.iter().map(|one| (one.revision.as_str(), one.rule.id)).collect();
        assert_eq!(told, [("3333", "drop-column")]);
    }
}

#[test]
fn a_way_down_that_rows_stop_is_a_warning() {
    let (up, down) =
        ("ALTER TABLE team DROP COLUMN code", "ALTER TABLE team ADD COLUMN code integer NOT NULL");
    for dialect in [&Sqlite as &'static dyn Dialect, &Postgres] {
        assert_eq!(told(dialect, up, down), ["down-fails-on-rows"]);
    }
    // What was never so is wrong as it is on a way up.
    let other = "ALTER TABLE team ADD COLUMN other integer NOT NULL";
    assert_eq!(told(&Postgres, "SELECT 1", other), ["down-differs", "not-null-without-default"]);
    let found = findings(&Postgres, "\nDROP TABLE team;", " irreversible\n");
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((one.rule.id, one.rule.severity), ("irreversible", Severity::Note));
    assert_eq!(one.statement, "-- migrate:down irreversible");
}

#[test]
fn what_is_said_of_a_whole_section_is_allowed_anywhere_in_it() {
    let up = "\nALTER TABLE member ADD COLUMN a text;";
    let allowed = [
        "\n-- lint:allow down-differs the column is kept on purpose\nSELECT 1;",
        "\nSELECT 1;\n-- lint:allow down-differs the column is kept on purpose\n",
    ];
    for down in allowed {
        assert_eq!(findings(&Postgres, up, down), [], "{down}");
    }
    let irreversible = " irreversible\n-- lint:allow irreversible nobody can bring it back";
    assert_eq!(findings(&Postgres, up, irreversible), []);
    let index = "\n-- lint:allow drop-index-not-concurrent the table is small\nDROP INDEX a;";
    let found = findings(&Postgres, "\nCREATE INDEX a ON team (name);", index);
    let found: Vec<&str> = found.iter().map(|one| one.rule.id).collect();
    assert_eq!(found, ["no-lock-timeout"]);
}

#[test]
fn a_rebuild_back_may_lose_what_the_way_up_has_put_on_the_table() {
    let rebuild = |columns: &str, after: &str| {
        format!(
            "CREATE TABLE fresh ({columns});\nINSERT INTO fresh (id, age, name) SELECT id, age, name FROM member;\n\
             DROP TABLE member;\nPRAGMA legacy_alter_table = ON;\nALTER TABLE fresh RENAME TO member;\n\
             PRAGMA legacy_alter_table = OFF;\nCREATE INDEX member_age ON member (age){after}"
        )
    };
    let old = "id bigint PRIMARY KEY NOT NULL, age integer, name text CONSTRAINT named CHECK (name <> '')";
    let up = rebuild(
        "id bigint PRIMARY KEY NOT NULL, age text COLLATE NOCASE, name text CONSTRAINT named CHECK (name <> '')",
        ";\nCREATE INDEX member_name ON member (name)",
    );
    assert_eq!(told(&Sqlite, &up, &rebuild(old, "")), [""; 0]);
    let without = rebuild(old, "").replace("CREATE INDEX member_age ON member (age)", "SELECT 1");
    assert_eq!(told(&Sqlite, &up, &without), ["down-differs", "rebuild-loses-index"]);
}
