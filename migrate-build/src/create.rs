//! The tables that the models ask for as statements to embed, for a start in development without a history.

use migrate::codec::encode;
use migrate::dialect::{Dialect, render};
use migrate::diff::{self, Hints};
use migrate::memory::{self, Memory};
use migrate::op::{self, Change, Op};
use migrate::schema::{Column, Expr, Name, Schema, Table};
use migrate::{Error, Result};

use crate::embed::Create;

/// What creates everything in `models`, a portable schema, in an order in which it can run.
///
/// # Errors
///
/// What the dialect cannot create.
pub fn create(
    dialect: &'static dyn Dialect,
    models: &Schema,
    memory: &mut dyn Memory,
) -> Result<Vec<Create>, Vec<Error>> {
    let wanted = dialect.lower(models);
    let mut schema = Schema::default();
    let mut created = Vec::new();
    for op in diff::diff(&schema, &wanted, &Hints::default(), dialect)? {
        let (statements, columns) =
            creation(dialect, &op, &schema, memory).map_err(|error| vec![error])?;
        let table = table_of(&op).map(ToString::to_string).unwrap_or_default();
        created.push(Create { dialect: dialect.name(), table, statements, columns });
        op::apply(&mut schema, std::slice::from_ref(&op), dialect.capability());
    }
    Ok(created)
}

/// The statements of an op, and of a table that it creates the columns, each with what adds it.
type Creation = (Vec<String>, Vec<(String, Option<String>)>);

fn creation(
    dialect: &dyn Dialect,
    op: &Op,
    before: &Schema,
    memory: &mut dyn Memory,
) -> Result<Creation> {
    let statements = || -> Result<Vec<String>> {
        Ok(dialect.ddl(op, before)?.into_iter().map(|statement| statement.sql).collect())
    };
    let Op::CreateTable(table) = op else { return Ok((statements()?, Vec::new())) };
    // How a table is created depends on no other: what it refers to is only named, and models have no sequence that belongs to one.
    let question = memory::question(&format!("create for {}", dialect.name()), table);
    if let Some(known) = memory::recall(memory, &question) {
        return Ok(known);
    }
    let columns = table.columns.iter().map(|column| addition(dialect, table, column)).collect();
    let found: Creation = (statements()?, columns);
    if memory.keeps() {
        memory.keep(question, encode(&found));
    }
    Ok(found)
}

/// The table that an op creates or completes.
fn table_of(op: &Op) -> Option<&Name> {
    match op {
        Op::CreateTable(table) => Some(&table.name),
        Op::AlterTable { table, .. } => Some(table),
        _ => None,
    }
}

/// A column, and the statement that adds it if that can be done whatever the table holds.
fn addition(dialect: &dyn Dialect, table: &Table, column: &Column) -> (String, Option<String>) {
    let anywhere = column.generated.is_none()
        && column.identity.is_none()
        && (column.nullable || column.default.as_ref().is_some_and(is_constant));
    let statement = anywhere.then(|| statement(dialect, table, column)).flatten();
    (column.name.clone(), statement)
}

fn statement(dialect: &dyn Dialect, table: &Table, column: &Column) -> Option<String> {
    let mut older = table.clone();
    older.columns.retain(|other| other.name != column.name);
    let previous = Schema { tables: [(table.name.clone(), older)].into(), ..Schema::default() };
    let change = Change::AddColumn { column: column.clone(), backfill: None, position: None };
    let add = Op::AlterTable { table: table.name.clone(), changes: vec![change] };
    match render(dialect, &[add], &previous).ok()?.as_slice() {
        [one] => Some(one.sql.clone()),
        _ => None,
    }
}

/// Whether a default is a literal: a number, a text, a word that stands for itself.
fn is_constant(default: &Expr) -> bool {
    let text = default.0.as_str();
    let number = text.parse::<f64>().is_ok();
    let word = ["true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let inside = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    number || word || inside.is_some_and(|inside| !inside.replace("''", "").contains('\''))
}
