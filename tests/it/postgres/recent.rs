//! What came with PostgreSQL 18: read from text always, and from a database where the server of the tests is as new.

use migrate::autogenerate::autogenerate;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::postgres::introspect::scratch;
use migrate::diff::Hints;
use migrate::op::describe;
use migrate::replay::replay;
use migrate::schema::Schema;
use migrate::session::block_on;
use migrate_syntax::{Source, parse};
use migrate_tests::{Database, assert_same, postgres};

/// A database, if the server knows what is tried here.
fn recent() -> Option<Database> {
    let database = postgres();
    let version = database.rows("SELECT current_setting('server_version_num')::integer >= 180000");
    (version == [[Some("t".to_owned())]]).then_some(database)
}

const VIRTUAL: &str = "CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, twice bigint GENERATED ALWAYS AS (id * 2) VIRTUAL);";

#[test]
fn a_column_that_is_virtual_in_history_and_models_stays_so() {
    let differences = |kind: &str| {
        let text = format!(
            "#[derive(Table)] #[table(name = \"t\")] struct T {{ #[column(primary_key)] id: i64, \
             #[column(generated = \"id * 2\"{kind})] twice: Option<i64> }}"
        );
        let models = parse(&[Source::new("src/t/table.rs", &text)]);
        let models = models.unwrap_or_else(|errors| panic!("{errors:?}")).schema(&Postgres);
        let mut previous = Schema::default();
        assert_eq!(replay(&Postgres, VIRTUAL, &mut previous), []);
        let ops = autogenerate(&Postgres, &previous, &models, &Hints::default());
        ops.unwrap_or_else(|errors| panic!("{errors:?}")).iter().map(describe).collect::<Vec<_>>()
    };
    assert_eq!(differences(", virtual"), [""; 0]);
    assert_ne!(differences(""), [""; 0]);
}

#[test]
fn a_virtual_column_is_read_as_one() {
    let Some(database) = recent() else { return };
    database.execute(VIRTUAL);
    let mut replayed = Schema::default();
    assert_eq!(replay(&Postgres, VIRTUAL, &mut replayed), []);
    assert_same(&replayed, &database.introspect(), VIRTUAL);
}

/// Each with the constraint that cannot be read, and why.
const ODD: [(&str, &str); 6] = [
    ("x integer, CONSTRAINT c CHECK (x > 0) NOT ENFORCED", "c: it is not enforced"),
    ("x integer CONSTRAINT c REFERENCES p NOT ENFORCED", "c: it is not enforced"),
    ("x int4range, CONSTRAINT c UNIQUE (x, y WITHOUT OVERLAPS)", "c: it holds for periods"),
    (
        "x int4range, CONSTRAINT c FOREIGN KEY (x, PERIOD y) REFERENCES q (x, PERIOD y)",
        "c: it holds for periods",
    ),
    ("x integer, CONSTRAINT c NOT NULL x NO INHERIT", "c: it is not inherited"),
    ("x integer, CONSTRAINT c PRIMARY KEY (x)", ""),
];

#[test]
fn a_constraint_that_no_schema_holds_is_told_and_never_read_as_another() {
    const BEFORE: &str = "CREATE TABLE p (x integer PRIMARY KEY);";
    // Only children of the table would tell how it is closed, so its text is followed.
    for (columns, told) in ODD.iter().filter(|(columns, _)| !columns.contains("NO INHERIT")) {
        let sql = format!(
            "{BEFORE} CREATE TABLE q (x int4range); CREATE TABLE t (y daterange, {columns});"
        );
        let unread = replay(&Postgres, &sql, &mut Schema::default());
        assert_eq!(unread.is_empty(), told.is_empty(), "{sql}\n{unread:?}");
    }
    let Some(database) = recent() else { return };
    for (columns, told) in ODD {
        database.reset();
        database.execute(&format!(
            "{BEFORE} CREATE TABLE q (x int4range, y daterange, PRIMARY KEY (x, y WITHOUT OVERLAPS));
             CREATE TABLE t (y daterange, {columns});"
        ));
        let schema = database.introspect();
        let odd = schema.opaque.iter().filter(|one| one.on.name == "t");
        let odd: Vec<String> = odd.map(|one| format!("{}: {}", one.name, one.reason)).collect();
        assert_eq!(odd.join(", "), told, "{columns}");
        let table = &schema.tables[&migrate::schema::Name::new("t")];
        let read = table.checks.len() + table.foreign_keys.len() + table.uniques.len();
        assert_eq!(read, 0, "{columns}");
        let mut readable = schema.clone();
        readable.opaque.clear();
        let wanted = block_on(scratch(&mut database.connect(), &readable));
        assert_same(&readable, &wanted.unwrap_or_else(|error| panic!("{error}")), columns);
    }
}

#[test]
fn a_constraint_that_becomes_such_a_one_is_not_followed() {
    const BEFORE: &str = "CREATE TABLE p (x integer PRIMARY KEY);
        CREATE TABLE t (x integer CONSTRAINT there NOT NULL CONSTRAINT c REFERENCES p DEFERRABLE);";
    let mut before = Schema::default();
    assert_eq!(replay(&Postgres, BEFORE, &mut before), []);
    for change in ["c NOT ENFORCED", "there NO INHERIT"] {
        let sql = format!("ALTER TABLE t ALTER CONSTRAINT {change}");
        let mut after = before.clone();
        assert_eq!(replay(&Postgres, &sql, &mut after).len(), 1, "{sql}");
        assert_same(&before, &after, &sql);
        if let Some(database) = recent() {
            database.execute(BEFORE);
            database.execute(&sql);
        }
    }
}

#[test]
fn a_column_that_is_closed_for_new_rows_alone_is_told() {
    let Some(database) = recent() else { return };
    database.execute(
        "CREATE TABLE t (x integer); ALTER TABLE t ADD CONSTRAINT c NOT NULL x NOT VALID;",
    );
    let reasons = |database: &Database| {
        let opaque = database.introspect().opaque;
        opaque.iter().map(|one| one.reason.clone()).collect::<Vec<_>>()
    };
    assert_eq!(reasons(&database), ["rows that were there may break it"]);
    database.execute("ALTER TABLE t VALIDATE CONSTRAINT c");
    assert_eq!(reasons(&database), [""; 0]);
}
