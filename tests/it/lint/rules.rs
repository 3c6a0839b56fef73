//! The rules that are about no lock, each with statements that break it and statements that do not; and that no rule is
//! without a case, here, among the rows of locks or among those of SQLite.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use migrate::dialect::Dialect;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::sqlite::Sqlite;
use migrate::lint::{Scope, lint, rules};
use migrate::revision::{Direction, Limits, Revision, Section};

const SCHEMA: &str = "
    CREATE TABLE team (id bigint PRIMARY KEY, name text);
    CREATE TABLE member (id bigint PRIMARY KEY, team_id bigint, name text, age integer NOT NULL, CONSTRAINT grown CHECK (age > 9));
    CREATE INDEX member_name ON member (name, age);
    CREATE VIEW names AS SELECT id FROM team;";

/// What only PostgreSQL has.
const MORE: &str = "
    CREATE SCHEMA far;
    CREATE TYPE mood AS ENUM ('glad', 'sad');
    CREATE SEQUENCE numbers;";

/// Everything about ways up.
const ALL: Scope<'static> = Scope { wanted: &|_| true, directions: &[Direction::Up], allowed: &[] };

/// The rule, a section that breaks it, one that does not. Both run in a transaction unless they begin with `outside`.
const CASES: [(&str, &str, &str); 33] = [
    (
        "allow-without-reason",
        "-- lint:allow drop-table\nDROP TABLE member",
        "-- lint:allow drop-table it is empty\nDROP TABLE member",
    ),
    (
        "unknown-rule",
        "-- lint:allow drop-tables it is empty\nDROP TABLE member",
        "DROP TABLE member -- lint:allow drop-table it is empty",
    ),
    (
        "unused-allow",
        "-- lint:allow drop-table it is empty\nSELECT 1;\nDROP TABLE member",
        "DROP TABLE\n  -- lint:allow drop-table it is empty\n  member",
    ),
    ("cascades", "DROP TABLE team CASCADE", "DROP VIEW names;\nDROP TABLE team"),
    (
        "drop-column",
        "ALTER TABLE member DROP COLUMN name",
        "CREATE TABLE n (id bigint PRIMARY KEY, a text);\nALTER TABLE n DROP COLUMN a",
    ),
    (
        "drop-constraint",
        "ALTER TABLE member DROP CONSTRAINT grown",
        "ALTER TABLE member RENAME CONSTRAINT grown TO old",
    ),
    (
        "drop-not-null",
        "ALTER TABLE member ALTER COLUMN age DROP NOT NULL",
        "ALTER TABLE member ALTER COLUMN age DROP DEFAULT",
    ),
    ("drop-object", "DROP SEQUENCE numbers", "DROP VIEW names"),
    ("drop-table", "DROP TABLE member", "CREATE TABLE n (id bigint PRIMARY KEY);\nDROP TABLE n"),
    (
        "duplicate-index",
        "CREATE INDEX again ON member (name, age)",
        "CREATE INDEX again ON member (name, age) WHERE age > 50",
    ),
    (
        "redundant-index",
        "CREATE INDEX short ON member (name)",
        "CREATE UNIQUE INDEX short ON member (name)",
    ),
    (
        "foreign-key-without-index",
        "ALTER TABLE member ADD CONSTRAINT of_team FOREIGN KEY (team_id) REFERENCES team (id)",
        "ALTER TABLE member ADD CONSTRAINT of_team FOREIGN KEY (team_id) REFERENCES team (id);\nCREATE INDEX by_team ON member (team_id, age)",
    ),
    ("if-exists-in-transaction", "DROP VIEW IF EXISTS names", "outside DROP VIEW IF EXISTS names"),
    (
        "not-followed",
        "DO $$ BEGIN EXECUTE 'DROP VIEW names'; END $$",
        "DO $$ BEGIN EXECUTE 'DROP VIEW names'; END $$;\n-- migrate:effect DROP VIEW names",
    ),
    (
        "not-null-without-default",
        "ALTER TABLE member ADD COLUMN a text NOT NULL",
        "ALTER TABLE member ADD COLUMN a text DEFAULT '' NOT NULL",
    ),
    (
        "narrowed-column",
        "ALTER TABLE member ALTER COLUMN age TYPE smallint",
        "ALTER TABLE member ALTER COLUMN age TYPE bigint",
    ),
    (
        "rename-column",
        "ALTER TABLE member RENAME COLUMN name TO title",
        "CREATE TABLE n (id bigint PRIMARY KEY, a text);\nALTER TABLE n RENAME COLUMN a TO b",
    ),
    (
        "rename-table",
        "ALTER TABLE member RENAME TO people",
        "CREATE TABLE n (id bigint PRIMARY KEY);\nALTER TABLE n RENAME TO m",
    ),
    (
        "rename-object",
        "ALTER TYPE mood RENAME VALUE 'glad' TO 'merry'",
        "ALTER TYPE mood ADD VALUE 'merry' AFTER 'glad'",
    ),
    (
        "table-without-primary-key",
        "CREATE TABLE n (id bigint)",
        "CREATE TABLE n (id bigint);\nALTER TABLE n ADD PRIMARY KEY (id)",
    ),
    ("transaction-control", "COMMIT", "SAVEPOINT a;\nROLLBACK TO a"),
    ("truncate", "TRUNCATE member", "CREATE TABLE n (id bigint PRIMARY KEY);\nTRUNCATE n"),
    (
        "wide-index",
        "CREATE INDEX wide ON member (age, name, team_id, id)",
        "CREATE UNIQUE INDEX wide ON member (age, name, team_id, id)",
    ),
    (
        "write-without-where",
        "UPDATE member SET age = 10",
        "ALTER TABLE member ADD COLUMN a text;\nUPDATE member SET a = name;\nDELETE FROM member WHERE true",
    ),
    (
        "json-column",
        "ALTER TABLE member ADD COLUMN a json",
        "ALTER TABLE member ADD COLUMN a jsonb",
    ),
    (
        "char-column",
        "CREATE TABLE n (id bigint PRIMARY KEY, a char(3))",
        "CREATE TABLE n (id bigint PRIMARY KEY, a text)",
    ),
    (
        "varchar-limit",
        "CREATE TABLE n (id bigint PRIMARY KEY, a varchar(3))",
        "CREATE TABLE n (id bigint PRIMARY KEY, a varchar)",
    ),
    (
        "timestamp-without-zone",
        "ALTER TABLE member ADD COLUMN a timestamp",
        "ALTER TABLE member ADD COLUMN a timestamptz",
    ),
    (
        "serial-column",
        "CREATE TABLE n (id bigserial PRIMARY KEY)",
        "CREATE TABLE n (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)",
    ),
    (
        "small-key",
        "CREATE TABLE n (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)",
        "CREATE TABLE n (id integer PRIMARY KEY)",
    ),
    (
        "enum-value-unplaced",
        "ALTER TYPE mood ADD VALUE 'merry'",
        "ALTER TYPE mood ADD VALUE 'merry' BEFORE 'glad'",
    ),
    (
        "enum-value-used-at-once",
        "ALTER TYPE mood ADD VALUE 'merry' AFTER 'sad';\nINSERT INTO member (id, name, age) VALUES (1, 'merry', 10)",
        "outside ALTER TYPE mood ADD VALUE 'merry' AFTER 'sad';\nINSERT INTO member (id, name, age) VALUES (1, 'merry', 10)",
    ),
    (
        "name-too-long",
        "CREATE TABLE a123456789012345678901234567890123456789012345678901234567890123 (id bigint PRIMARY KEY)",
        "CREATE TABLE a12345678901234567890123456789012345678901234567890123456789012 (id bigint PRIMARY KEY)",
    ),
];

/// Rules of which one case is enough, since they are told of a word.
const WORDS: [(&str, &str); 3] = [
    ("changes-permissions", "GRANT SELECT ON member TO public"),
    ("changes-permissions", "ALTER POLICY p ON member USING (true)"),
    ("updates-extension", "ALTER EXTENSION hstore UPDATE"),
];

fn told(dialect: &'static dyn Dialect, sql: &str) -> BTreeSet<&'static str> {
    let before = match dialect.capability().enums {
        true => format!("{SCHEMA}{MORE}"),
        false => SCHEMA.to_owned(),
    };
    let (sql, transaction) = match sql.strip_prefix("outside ") {
        Some(sql) => (sql, false),
        None => (sql, true),
    };
    super::judge(dialect, &before, sql, transaction).iter().map(|one| one.rule.id).collect()
}

#[test]
fn each_rule_tells_what_breaks_it_and_nothing_else() {
    for (rule, breaks, keeps) in CASES {
        assert!(
            told(&Postgres, breaks).contains(rule),
            "{rule}: {breaks}: {:?}",
            told(&Postgres, breaks)
        );
        assert!(!told(&Postgres, keeps).contains(rule), "{rule}: {keeps}");
    }
    for (rule, breaks) in WORDS {
        assert!(told(&Postgres, breaks).contains(rule), "{rule}: {breaks}");
        assert!(!told(&Postgres, "SELECT 1").contains(rule));
    }
}

#[test]
fn shared_rules_hold_on_sqlite_as_well() {
    let shared = [
        "cascades",
        "drop-column",
        "drop-table",
        "duplicate-index",
        "redundant-index",
        "if-exists-in-transaction",
        "not-null-without-default",
        "rename-column",
        "rename-table",
        "table-without-primary-key",
        "transaction-control",
        "wide-index",
        "write-without-where",
        "unknown-rule",
        "unused-allow",
        "allow-without-reason",
    ];
    // SQLite has no word for these.
    let other = ["cascades"];
    for (rule, breaks, _) in
        CASES.iter().filter(|(rule, ..)| shared.contains(rule) && !other.contains(rule))
    {
        assert!(
            told(&Sqlite, breaks).contains(rule),
            "{rule}: {breaks}: {:?}",
            told(&Sqlite, breaks)
        );
    }
}

#[test]
fn a_section_for_every_dialect_may_allow_what_one_of_them_alone_tells() {
    let sql = "CREATE TABLE t (id bigint NOT NULL PRIMARY KEY, a integer);\n-- lint:allow varchar-limit it is a code\nALTER TABLE t ADD COLUMN b varchar(3)";
    let section = |dialect: Option<&str>| Section {
        direction: Direction::Up,
        dialect: dialect.map(str::to_owned),
        transaction: true,
        irreversible: false,
        limits: Limits::NONE,
        sql: sql.to_owned(),
        line: 0,
        hook: false,
    };
    let told = |dialect: &'static dyn Dialect, of: Option<&str>| -> Vec<&str> {
        let revision =
            Revision { id: "1".into(), sections: vec![section(of)], ..Revision::default() };
        lint(dialect, [&revision], &ALL).iter().map(|one| one.rule.id).collect()
    };
    assert_eq!(told(&Postgres, None), [""; 0]);
    assert_eq!(told(&Sqlite, None), [""; 0]);
    assert_eq!(told(&Sqlite, Some("sqlite")), ["unused-allow"]);
}

#[test]
fn what_settings_allow_is_never_told() {
    let revision = |sql: &str| {
        let mut revision = migrate::revision::Revision { id: "1".into(), ..Default::default() };
        revision.sections = migrate::revision::file::parse("1.sql", &format!(
            "-- a\n--\n-- Revision: 1\n-- Revises:\n-- Created: 2025-01-01 00:00:00 UTC\n\n-- migrate:up\n{sql}\n-- migrate:down\nSELECT 1;\n"
        )).unwrap().sections;
        revision
    };
    let one = revision("CREATE TABLE t (id bigint);");
    let told = |allowed: &[String]| lint(&Postgres, [&one], &Scope { allowed, ..ALL }).len();
    assert_eq!((told(&[]), told(&["table-without-primary-key".to_owned()])), (1, 0));
}

/// A wait that the section's marker limits is not without limit.
#[test]
fn what_a_marker_limits_is_no_wait_without_limit() {
    let revision = |id: &str, parent: &str, options: &str, sql: &str| {
        let text = format!(
            "-- a\n--\n-- Revision: {id}\n-- Revises: {parent}\n-- Created: 2025-01-01 00:00:00 UTC\n\n\
             -- migrate:up{options}\n{sql};\n-- migrate:down\nSELECT 1;\n"
        );
        migrate::revision::file::parse("1.sql", &text).unwrap()
    };
    let first = revision("1", "", "", "CREATE TABLE t (a bigint PRIMARY KEY)");
    let told = |options: &str| {
        let second = revision("2", "1", options, "ALTER TABLE t ADD COLUMN b text");
        let findings = lint(&Postgres, [&first, &second], &ALL);
        findings.iter().any(|one| one.rule.id == "no-lock-timeout")
    };
    assert_eq!(["", " statement_timeout:5", " lock_timeout:5"].map(told), [true, true, false]);
}

#[test]
fn no_rule_is_without_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it");
    let rows = fs::read_dir(folder.join("cases/lint")).unwrap();
    let mut cases: String =
        rows.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    for file in ["lint/sqlite.rs", "lint/down.rs"] {
        cases += &fs::read_to_string(folder.join(file)).unwrap();
    }
    let here: BTreeSet<&str> =
        CASES.iter().map(|(rule, ..)| *rule).chain(WORDS.iter().map(|(rule, _)| *rule)).collect();
    let without: Vec<&str> = rules()
        .iter()
        .map(|rule| rule.id)
        .filter(|id| {
            !here.contains(id)
                && !cases.contains(&format!(" {id}\n"))
                && !cases.contains(&format!("\"{id}\""))
        })
        .collect();
    assert_eq!(without, [""; 0]);
}
