//! The circle that every pair of schemas must go: upgrade with rows in the tables, equal to a fresh build, nothing left to
//! do, rows kept, and back. What the pairs are stands elsewhere.

use std::collections::BTreeMap;
use std::sync::Mutex;

use migrate::dialect::postgres::Postgres;
use migrate::dialect::{Dialect, qualified, render};
use migrate::diff::{Hints, diff};
use migrate::introspect::introspect;
use migrate::op::{self, Op};
use migrate::replay::replay;
use migrate::schema::{Column, Schema, Table, Type};
use migrate::session::{Session, block_on};
use migrate_tests::{Database, differences, postgres};
use postgres::Client;

use crate::asked::refusals;

/// How the two schemas of a pair become known.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reader {
    /// From the text alone, as autogenerate does.
    Replay,
    /// From the live databases.
    Catalog,
}

/// Two schemas as SQL, and what a person says about the way from one to the other.
#[derive(Debug, Default)]
pub(crate) struct Pair {
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) hints: Hints,
    /// Questions after the upgrade, and their answers.
    pub(crate) see: Vec<(String, String)>,
}

/// A database with one connection that all that is done to it shares, whose caches stay warm.
struct Server {
    client: Client,
    database: Database,
}

impl Server {
    fn new() -> Self {
        let database = postgres();
        Server { client: database.connect(), database }
    }

    fn introspect(&mut self) -> Schema {
        block_on(introspect(&mut self.client)).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Runs statements in one transaction.
    fn run(&mut self, sql: &str) -> Result<(), String> {
        let sql = format!("BEGIN;\n{sql}\nCOMMIT;");
        self.client.batch_execute(&sql).map_err(|error| {
            self.client.batch_execute("ROLLBACK").expect("a connection");
            error.as_db_error().map_or(error.to_string(), |said| {
                format!("{said} {}", said.detail().unwrap_or_default())
            })
        })
    }

    fn rows(&mut self, sql: &str) -> Vec<String> {
        let rows = block_on(Session::query(&mut self.client, sql))
            .unwrap_or_else(|error| panic!("{error}\n{sql}"));
        rows.into_iter().flatten().flatten().collect()
    }
}

/// Sends every pair through the circle, two at a time, and returns what went wrong with which.
pub(crate) fn circles(pairs: &[(String, Pair)], reader: Reader) -> BTreeMap<String, String> {
    let work = Mutex::new(pairs.iter());
    let failures = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let (mut base, mut fresh) = (Server::new(), Server::new());
                loop {
                    let Some((name, pair)) = work.lock().expect("no worker panics").next() else {
                        break;
                    };
                    if let Err(error) = circle(&mut base, &mut fresh, pair, reader) {
                        failures.lock().expect("no worker panics").insert(name.clone(), error);
                    }
                    base.database.reset();
                    fresh.database.reset();
                }
            });
        }
    });
    failures.into_inner().expect("no worker panics")
}

/// Goes the whole way, between two empty databases.
///
/// # Errors
///
/// The step that went wrong, with what was run.
fn circle(
    base: &mut Server,
    fresh: &mut Server,
    pair: &Pair,
    reader: Reader,
) -> Result<(), String> {
    base.run(&pair.before).map_err(|error| format!("before: {error}"))?;
    fresh.run(&pair.after).map_err(|error| format!("after: {error}"))?;
    let (real_before, real_after) = (base.introspect(), fresh.introspect());
    fill(base, &real_before, &real_after).map_err(|error| format!("fill: {error}"))?;
    let (previous, next) = match reader {
        Reader::Catalog => (real_before.clone(), real_after.clone()),
        Reader::Replay => (read(&pair.before)?, read(&pair.after)?),
    };
    let up = compare(&previous, &next, &pair.hints)?;
    let sql = write(&up, &previous)?;
    if sql != write(&compare(&previous, &next, &pair.hints)?, &previous)? {
        return Err("the same pair gives another text".to_owned());
    }
    let rows = kept_rows(base, &real_before, &real_after, &pair.hints);
    let asked = refusals(&Postgres, &real_before, &sql, &mut |query| {
        block_on(Session::query(&mut base.client, query)).map_err(|error| error.to_string())
    })?;
    if !asked.is_empty() {
        base.run(&sql).expect_err("what is refused would have failed");
        return Err(asked.join("\n"));
    }
    base.run(&sql).map_err(|error| format!("up: {error}\n{sql}"))?;
    same("up", &base.introspect(), &real_after, &sql)?;
    for (question, answer) in &pair.see {
        let answers = base.rows(question).join("\n");
        if answers != *answer {
            return Err(format!("{question}: {answers} and not {answer}\n{sql}"));
        }
    }
    let mut reached = previous.clone();
    op::apply(&mut reached, &up, Postgres.capability());
    settled("applied ops", &reached, &next, &sql)?;
    match reader {
        Reader::Catalog => settled("introspected", &base.introspect(), &real_after, &sql)?,
        Reader::Replay => {
            settled("replayed", &read(&format!("{}\n{sql}", pair.before))?, &next, &sql)?
        }
    }
    let down = write(&op::reverse(&up), &reached)?;
    base.run(&down).map_err(|error| format!("down: {error}\n{sql}-- down\n{down}"))?;
    same("down", &base.introspect(), &real_before, &format!("{sql}-- down\n{down}"))?;
    let back = kept_rows(base, &real_before, &real_after, &pair.hints);
    if rows == back {
        Ok(())
    } else {
        Err(format!("rows were\n{rows:#?}\nand came back as\n{back:#?}\n{sql}{down}"))
    }
}

fn read(sql: &str) -> Result<Schema, String> {
    let mut schema = Schema::default();
    match replay(&Postgres, sql, &mut schema).first() {
        None => Ok(schema),
        Some(unread) => Err(format!("not read: {}: {}", unread.reason, unread.text)),
    }
}

fn compare(previous: &Schema, next: &Schema, hints: &Hints) -> Result<Vec<Op>, String> {
    let hints = Hints { drop_and_add: true, ..hints.clone() };
    diff(previous, next, &hints, &Postgres).map_err(|errors| format!("refused: {errors:?}"))
}

fn write(ops: &[Op], previous: &Schema) -> Result<String, String> {
    let statements =
        render(&Postgres, ops, previous).map_err(|error| format!("cannot be written: {error}"))?;
    Ok(statements.into_iter().map(|statement| statement.sql + ";\n").collect())
}

fn same(what: &str, real: &Schema, wanted: &Schema, sql: &str) -> Result<(), String> {
    let found = differences(wanted, real);
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!("{what}: wanted - and got +\n{}\n{sql}", found.join("\n")))
    }
}

/// Nothing is left to do.
fn settled(what: &str, real: &Schema, wanted: &Schema, sql: &str) -> Result<(), String> {
    let rest = compare(real, wanted, &Hints::default())?;
    if rest.is_empty() { Ok(()) } else { Err(format!("{what}: left to do: {rest:#?}\n{sql}")) }
}

/// One row for every table that has none, of values that mean something before and after.
fn fill(database: &mut Server, before: &Schema, after: &Schema) -> Result<(), String> {
    let mut sql = String::from("SET LOCAL session_replication_role = replica;\n");
    for table in before.tables.values().filter(|table| table.options.partition_by.is_none()) {
        let name = qualified(&Postgres, &table.name);
        if database.rows(&format!("SELECT 1 FROM {name} LIMIT 1")).is_empty() {
            let settable = table
                .columns
                .iter()
                .filter(|column| column.generated.is_none() && column.identity.is_none());
            let (names, values): (Vec<String>, Vec<String>) = settable
                .map(|column| {
                    let next =
                        after.tables.get(&table.name).and_then(|table| table.column(&column.name));
                    (Postgres.quote(&column.name), value(column, next, before, after))
                })
                .unzip();
            let columns =
                if names.is_empty() { String::new() } else { format!("({})", names.join(", ")) };
            let values = if values.is_empty() {
                "DEFAULT VALUES".to_owned()
            } else {
                format!("VALUES ({})", values.join(", "))
            };
            sql += &format!("INSERT INTO {name} {columns} {values};\n");
        }
    }
    database.run(&sql).map_err(|error| format!("{error}\n{sql}"))
}

fn value(column: &Column, next: Option<&Column>, before: &Schema, after: &Schema) -> String {
    let base = |ty: &Type, schema: &Schema| match ty {
        Type::Named(name) => {
            schema.domains.get(name).map_or(ty.clone(), |domain| domain.ty.clone())
        }
        other => other.clone(),
    };
    let ty = base(&column.ty, before);
    let then = next.map(|next| base(&next.ty, after));
    let first = |ty: &Type, schema: &Schema| match ty {
        Type::Named(name) => schema.enums.get(name).and_then(|value| value.values.first().cloned()),
        _ => None,
    };
    let text = match &then {
        Some(Type::Uuid) => "a0eebc999c0b4ef8bb6d6bb9bd380a11".to_owned(),
        Some(Type::Json) => "{}".to_owned(),
        Some(Type::Raw(words)) if words == "json" => "{}".to_owned(),
        Some(
            Type::Boolean
            | Type::SmallInt
            | Type::Integer
            | Type::BigInt
            | Type::Decimal(_)
            | Type::Double,
        ) => "1".to_owned(),
        Some(Type::Date | Type::Timestamp | Type::TimestampTz) => "2024-01-02".to_owned(),
        Some(Type::Array(_)) => "{}".to_owned(),
        Some(named @ Type::Named(_)) => first(named, after).unwrap_or_default(),
        _ => "a".to_owned(),
    };
    match &ty {
        Type::SmallInt
        | Type::Integer
        | Type::BigInt
        | Type::Real
        | Type::Double
        | Type::Decimal(_) => "1".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Date | Type::Timestamp | Type::TimestampTz => "'2024-01-02'".to_owned(),
        Type::Time => "'10:11:12'".to_owned(),
        Type::Uuid => "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'".to_owned(),
        Type::Json => "'{\"a\": [1]}'".to_owned(),
        Type::Bytes => "'\\x0102'".to_owned(),
        Type::Array(_) => "'{}'".to_owned(),
        Type::Text | Type::Varchar(_) | Type::Char(_) => format!("'{text}'"),
        named @ Type::Named(_) => {
            first(named, before).map_or(format!("'{text}'"), |value| Postgres.literal(&value))
        }
        Type::Raw(words) => match words.as_str() {
            "character varying" | "bpchar" => format!("'{text}'"),
            "json" => "'{}'".to_owned(),
            words if words.starts_with("timestamp") => "'2024-01-02 03:04:05.678'".to_owned(),
            words if words.starts_with("interval") => "'1 day'".to_owned(),
            _ => "NULL".to_owned(),
        },
    }
}

/// The rows of each table that both schemas have, by the columns that both have alike.
fn kept_rows(
    database: &mut Server,
    before: &Schema,
    after: &Schema,
    hints: &Hints,
) -> BTreeMap<String, Vec<String>> {
    let mut kept = BTreeMap::new();
    for table in before.tables.values() {
        let renamed = hints.tables.iter().find(|(_, old)| **old == table.name).map(|(new, _)| new);
        let Some(then) = after.tables.get(renamed.unwrap_or(&table.name)) else { continue };
        let filled = |column: &&Column| {
            !hints.backfills.contains_key(&(then.name.clone(), column.name.clone()))
        };
        let columns: Vec<String> =
            alike(table, then).filter(filled).map(|column| Postgres.quote(&column.name)).collect();
        let name = qualified(&Postgres, &table.name);
        let rows = database.rows(&format!(
            "SELECT row_to_json(t)::text FROM (SELECT {} FROM {name}) t ORDER BY 1",
            columns.join(", ")
        ));
        kept.insert(name, rows);
    }
    kept
}

fn alike<'a>(table: &'a Table, then: &'a Table) -> impl Iterator<Item = &'a Column> {
    table.columns.iter().filter(|column| {
        then.column(&column.name).is_some_and(|next| {
            next.ty == column.ty && next.generated.is_some() == column.generated.is_some()
        })
    })
}
