//! Pairs of schemas on which other tools have failed, through the whole circle on a real SQLite: upgrade with rows in
//! every table, equal to a fresh build, nothing left to do, and back. Also what the same test on PostgreSQL shares.

use std::collections::{BTreeMap, BTreeSet};

use migrate::dialect::sqlite::Sqlite;
use migrate::dialect::{self, Dialect, Statement};
use migrate::diff::{Hints, diff};
use migrate::introspect::introspect;
use migrate::op::text::plain;
use migrate::op::{self, Op};
use migrate::replay::replay;
use migrate::schema::{Schema, Table};
use migrate::session::{Session, block_on};
use rusqlite::Connection;
use serde_json::Value;

use crate::asked::refusals;
use crate::sqlite::fixture::{batch, rows, run, sql};

/// One pair: what is there, made by `before` and then by `raw`, and what shall be.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) raw: Vec<String>,
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
}

/// The records of `cases/autogen.json` for one database, as the file names it.
pub(crate) fn records(dialect: &str) -> Vec<Record> {
    let file: Value =
        serde_json::from_str(include_str!("cases/autogen.json")).expect("the cases are JSON");
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let texts = |value: &Value| value.as_array().expect("a list").iter().map(text).collect();
    let all = file.as_array().expect("the cases are a list");
    let of_dialect = all.iter().filter(|record| record["dialect"] == dialect);
    let read = |record: &Value| Record {
        name: text(&record["name"]),
        raw: texts(&record["raw_sql"]),
        before: texts(&record["before_sql"]),
        after: texts(&record["after_sql"]),
    };
    of_dialect.map(read).collect()
}

/// The schema without what no `ALTER` can give: the places of columns among each other, the order of everything that
/// has none, and the layout of statements that are kept as text. Names of constraints go too where the database does not know a constraint by its name.
pub(crate) fn comparable(dialect: &dyn Dialect, schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for view in schema.views.values_mut() {
        view.sql = plain(&view.sql);
        view.triggers.iter_mut().for_each(|trigger| trigger.sql = plain(&trigger.sql));
    }
    for table in schema.tables.values_mut() {
        table.triggers.iter_mut().for_each(|trigger| trigger.sql = plain(&trigger.sql));
        if !dialect.capability().named_constraints {
            forget_names(table);
        }
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
        table.uniques.sort_by_key(|unique| format!("{unique:?}"));
        table.foreign_keys.sort_by_key(|key| format!("{key:?}"));
        table.checks.sort_by_key(|check| format!("{check:?}"));
        table.indexes.sort_by_key(|index| index.name.clone());
        table.triggers.sort_by_key(|trigger| trigger.name.clone());
    }
    schema
}

fn forget_names(table: &mut Table) {
    table.primary_key.iter_mut().for_each(|key| key.name = None);
    table.uniques.iter_mut().for_each(|unique| unique.name = None);
    table.foreign_keys.iter_mut().for_each(|key| key.name = None);
    table.checks.iter_mut().for_each(|check| check.name = None);
}

/// The schema that this SQL makes.
///
/// # Errors
///
/// A statement that is not understood.
pub(crate) fn read(dialect: &dyn Dialect, statements: &[&[String]]) -> Result<Schema, String> {
    let mut schema = Schema::default();
    let text: String =
        statements.iter().copied().flatten().map(|sql| format!("{sql};\n")).collect();
    match replay(dialect, &text, &mut schema).first() {
        None => Ok(schema),
        Some(unread) => Err(format!(
            "line {} is not understood: {}: {}",
            unread.line, unread.reason, unread.text
        )),
    }
}

/// Both, or where they differ.
pub(crate) fn same(
    what: &str,
    dialect: &dyn Dialect,
    real: &Schema,
    wanted: &Schema,
) -> Result<(), String> {
    let (real, wanted) = (comparable(dialect, real), comparable(dialect, wanted));
    if real == wanted {
        return Ok(());
    }
    for name in real.tables.keys().chain(wanted.tables.keys()).collect::<BTreeSet<_>>() {
        let (real, wanted) = (real.tables.get(name), wanted.tables.get(name));
        if real != wanted {
            return Err(format!("{what}: table {name} is\n{real:?}\nand not\n{wanted:?}"));
        }
    }
    Err(format!("{what}: it is\n{real:?}\nand not\n{wanted:?}"))
}

fn open(statements: &[&[String]]) -> Connection {
    let connection = Connection::open_in_memory().expect("SQLite opens in memory");
    batch(&connection, "PRAGMA foreign_keys = OFF");
    statements.iter().copied().flatten().for_each(|sql| batch(&connection, sql));
    connection
}

/// A row for every table that has none, of values that the checks of the cases let in.
fn fill(connection: &Connection, schema: &Schema) {
    for table in schema.tables.values().filter(|table| table.options.module.is_none()) {
        let settable = table.columns.iter().filter(|column| column.generated.is_none());
        let (names, values): (Vec<String>, Vec<&str>) = settable
            .map(|column| {
                let words = Sqlite.type_sql(&column.ty);
                let is_text = ["CHAR", "TEXT", "CLOB"].iter().any(|word| words.contains(word));
                let value = if is_text {
                    "'a'"
                } else if words == "BLOB" {
                    "x'01'"
                } else {
                    "1"
                };
                (Sqlite.quote(&column.name), value)
            })
            .unzip();
        let name = Sqlite.quote(&table.name.name);
        if rows(connection, &format!("SELECT 1 FROM {name}")).is_empty() {
            batch(
                connection,
                &format!(
                    "INSERT INTO {name} ({}) VALUES ({})",
                    names.join(", "),
                    values.join(", ")
                ),
            );
        }
    }
}

/// The rows of each table, as far as both schemas have it and its columns alike.
fn kept_rows(
    connection: &Connection,
    one: &Schema,
    other: &Schema,
) -> BTreeMap<String, Vec<String>> {
    let mut kept = BTreeMap::new();
    for (name, table) in &one.tables {
        let Some(also) = other.tables.get(name) else { continue };
        let alike = table.columns.iter().filter(|column| {
            also.column(&column.name)
                .is_some_and(|other| other.ty == column.ty && other.generated == column.generated)
        });
        let columns: Vec<String> = alike.map(|column| Sqlite.quote(&column.name)).collect();
        let list = if columns.is_empty() { "1".to_owned() } else { columns.join(", ") };
        let query = format!("SELECT {list} FROM {} ORDER BY 1", Sqlite.quote(&name.name));
        kept.insert(name.to_string(), rows(connection, &query));
    }
    kept
}

/// A record as schemas, with the way from one to the other.
pub(crate) struct Upgrade {
    pub(crate) previous: Schema,
    pub(crate) next: Schema,
    pub(crate) ops: Vec<Op>,
    pub(crate) statements: Vec<Statement>,
}

/// What is to be done for a record; what was made by hand stays.
pub(crate) fn upgrade(record: &Record) -> Result<Upgrade, String> {
    let previous = read(&Sqlite, &[&record.before, &record.raw])?;
    let mut next = read(&Sqlite, &[&record.after])?;
    next.carry_unmodelled(&previous);
    let ops = diff(&previous, &next, &drop_and_add(), &Sqlite)
        .map_err(|errors| format!("refused: {errors:?}"))?;
    let statements =
        dialect::render(&Sqlite, &ops, &previous).map_err(|error| error.to_string())?;
    Ok(Upgrade { previous, next, ops, statements })
}

fn drop_and_add() -> Hints {
    Hints { drop_and_add: true, ..Hints::default() }
}

/// The whole circle for one record.
pub(crate) fn circle(record: &Record, with_rows: bool) -> Result<(), String> {
    let Upgrade { previous, next, ops, statements: up } = upgrade(record)?;
    let mut real = open(&[&record.before, &record.raw]);
    if with_rows {
        fill(&real, &previous);
    }
    batch(&real, "PRAGMA foreign_keys = ON");
    let start = block_on(introspect(&mut real)).map_err(|error| error.to_string())?;
    same("replay and introspection of what is there", &Sqlite, &start, &previous)?;
    let kept = kept_rows(&real, &previous, &next);

    let asked = refusals(&Sqlite, &start, &sql(&up), &mut |query| {
        block_on(Session::query(&mut real, query)).map_err(|error| error.to_string())
    })?;
    if !asked.is_empty() {
        run(&real, &up).expect_err("what is refused would have failed");
        return Err(asked.join("\n"));
    }
    run(&real, &up).map_err(|error| format!("upgrade: {error} in:\n{}", sql(&up)))?;
    let arrived = block_on(introspect(&mut real)).map_err(|error| error.to_string())?;
    let mut fresh = open(&[&record.after]);
    let mut wanted = block_on(introspect(&mut fresh)).map_err(|error| error.to_string())?;
    wanted.carry_unmodelled(&start);
    same("after the upgrade", &Sqlite, &arrived, &wanted)?;
    if kept_rows(&real, &previous, &next) != kept {
        return Err(format!("rows after the upgrade by:\n{}", sql(&up)));
    }
    let mut told = previous.clone();
    let unread = replay(&Sqlite, &sql(&up), &mut told);
    if !unread.is_empty() {
        return Err(format!("replay does not understand our own {unread:?}"));
    }
    same("replay of the upgrade", &Sqlite, &told, &arrived)?;
    let more = diff(&arrived, &next, &drop_and_add(), &Sqlite)
        .map_err(|errors| format!("refused: {errors:?}"))?;
    if !more.is_empty() {
        return Err(format!("a second diff finds {more:?}"));
    }

    let back = op::reverse(&ops);
    let mut applied = previous.clone();
    op::apply(&mut applied, &ops, Sqlite.capability());
    let down = dialect::render(&Sqlite, &back, &applied).map_err(|error| error.to_string())?;
    run(&real, &down).map_err(|error| format!("downgrade: {error} in:\n{}", sql(&down)))?;
    let returned = block_on(introspect(&mut real)).map_err(|error| error.to_string())?;
    same("after the downgrade", &Sqlite, &returned, &start)?;
    let is_in_place = |(name, table): (_, &Table)| {
        let names = |table: &Table| {
            table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()
        };
        returned.tables.get(name).is_some_and(|back| names(back) == names(table))
    };
    if !start.tables.iter().all(is_in_place) {
        return Err("a column did not come back to its place".to_owned());
    }
    if kept_rows(&real, &previous, &next) != kept {
        return Err(format!("rows after the downgrade by:\n{}", sql(&down)));
    }
    Ok(())
}

/// The pairs that cannot go the circle, since there is a row and nothing says what it should hold, with how an upgrade
/// refuses them before anything runs.
pub(crate) const REFUSED: [(&str, &str); 1] = [(
    "column: add NOT NULL, no default, table has a row",
    "refused: revision `x` (x.sql, line 1) would fail: 1 row of `t` without a value for `a`, such as `id` = 1; \
     write `#[column(backfill = \"…\")]` in the model and make the revision anew, or add an `UPDATE` to it before this \
     line; `--no-preflight` does not ask",
)];

/// Takes the pairs that must be refused out of the failures.
pub(crate) fn refused(failures: &mut BTreeMap<String, String>) {
    for (name, reason) in REFUSED {
        let failure =
            failures.remove(name).unwrap_or_else(|| panic!("`{name}` does not fail any more"));
        assert_eq!(failure, reason, "`{name}`");
    }
}

/// Runs every record and compares those that fail with those that must.
fn run_all(with_rows: bool) {
    let mut failures = BTreeMap::new();
    let records = records("sqlite");
    assert_eq!(records.len(), 100, "the file holds every case");
    for record in records {
        if let Err(failure) = circle(&record, with_rows) {
            failures.insert(record.name, failure);
        }
    }
    refused(&mut failures);
    let report: Vec<String> =
        failures.iter().map(|(name, failure)| format!("== {name}\n{failure}")).collect();
    assert!(report.is_empty(), "{} fail:\n{}", report.len(), report.join("\n\n"));
}

#[test]
fn every_pair_goes_there_and_back_on_sqlite() {
    run_all(false);
}

#[test]
fn every_pair_goes_there_and_back_on_sqlite_with_rows_in_every_table() {
    run_all(true);
}
