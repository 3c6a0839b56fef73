//! Questions to the old table whose wrong answer stops the revision before a row is touched. A question is a check on
//! a table of one column: SQLite has no other way to say in plain SQL what must not be.

use crate::dialect::sqlite::Sqlite;
use crate::dialect::sqlite::ddl::create::rowid_column;
use crate::dialect::sqlite::ddl::quote;
use crate::dialect::sqlite::types::{Affinity, affinity, render};
use crate::dialect::{Dialect, Statement};
use crate::error::Result;
use crate::op::Change;
use crate::schema::{Action, Column, Schema, Table};

/// The table of one question; it never outlives it.
const GUARD: &str = "\"_migrate_guard\"";

/// All questions that these changes raise.
pub(super) fn statements(
    schema: &Schema,
    previous: &Table,
    next: &Table,
    changes: &[Change],
) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    let children = emptied_children(schema, previous);
    if !children.is_empty() {
        let must = format!("foreign_keys must be off, or rows of {} are lost", children.join(", "));
        statements.extend(ask(&must, "SELECT foreign_keys FROM pragma_foreign_keys"));
    }
    let name = quote(&previous.name)?;
    if let Some(column) = numbers_nulls(previous, next, changes) {
        let must = format!("{}.{column} is never NULL", previous.name);
        let wrong = format!("{} IS NULL", Sqlite.quote(column));
        statements.extend(ask(&must, &format!("SELECT count(*) FROM {name} WHERE {wrong}")));
    }
    for change in changes {
        let Change::AlterColumn { previous: from, next: to, using: None, .. } = change else {
            continue;
        };
        let strict = (previous.options.strict, next.options.strict);
        if let Some(wrong) = spoils(from, to, strict) {
            let must = format!("values of {}.{} fit {}", previous.name, to.name, render(&to.ty));
            let mut asked = ask(&must, &format!("SELECT count(*) FROM {name} WHERE {wrong}"));
            if let Some(first) = asked.first_mut() {
                first.hazard = Some(format!(
                    "fails when a value of `{}.{}` would not be the same as {}",
                    previous.name,
                    to.name,
                    render(&to.ty)
                ));
            }
            statements.extend(asked);
        }
    }
    Ok(statements)
}

/// The column that becomes the rowid and may hold NULL so far, in whose place SQLite would put numbers of its own.
fn numbers_nulls<'a>(previous: &Table, next: &'a Table, changes: &[Change]) -> Option<&'a str> {
    let column = rowid_column(next)?;
    let is_filled = changes.iter().any(|change| match change {
        Change::AlterColumn { next, backfill, using, .. } => {
            next.name == column.name && (backfill.is_some() || using.is_some())
        }
        Change::AddColumn { column: added, .. } => added.name == column.name,
        _ => false,
    });
    let is_open = previous.column(&column.name).is_some_and(|before| before.nullable);
    (is_open && !is_filled).then_some(column.name.as_str())
}

/// Fails with `must` in the database's message unless the query gives 0.
fn ask(must: &str, query: &str) -> Vec<Statement> {
    let check = Sqlite.quote(must);
    vec![
        Statement::new(format!(
            "CREATE TABLE {GUARD} (\"found\" INTEGER CONSTRAINT {check} CHECK (\"found\" = 0))"
        )),
        Statement::new(format!("INSERT INTO {GUARD} {query}")),
        Statement::new(format!("DROP TABLE {GUARD}")),
    ]
}

/// Other tables whose rows would follow those of this one, which go for a moment when it is dropped.
fn emptied_children(schema: &Schema, parent: &Table) -> Vec<String> {
    let follows = |action: &Action| match action {
        Action::Cascade | Action::SetNull(_) | Action::SetDefault(_) => true,
        Action::NoAction | Action::Restrict => false,
    };
    schema
        .tables
        .values()
        .filter(|child| child.name != parent.name)
        .filter(|child| {
            child.foreign_keys.iter().any(|key| key.table == parent.name && follows(&key.on_delete))
        })
        .map(|child| child.name.name.clone())
        .collect()
}

/// What holds of a row whose value would come out of the change as another, since the two columns have different
/// affinities: `'007'` becomes 7, `'1e3'` 1000, and of a number of twenty digits the last ones are lost, all without an
/// error. Text that is no number would stay text in a column of numbers. `None` where every value stays what it is.
fn spoils(from: &Column, to: &Column, strict: (bool, bool)) -> Option<String> {
    let value = Sqlite.quote(&from.name);
    let (before, after) = (affinity(&from.ty, strict.0), affinity(&to.ty, strict.1));
    // NUMERIC is the affinity of words that mean no number as well, DATETIME and JSON among them.
    let words = render(&to.ty);
    let is_number =
        words.starts_with("NUMERIC") || words.starts_with("DECIMAL") || words.starts_with("BOOL");
    match (before, after) {
        (Affinity::Text | Affinity::Blob, Affinity::Integer) => Some(unlike_integer(&value)),
        (Affinity::Text | Affinity::Blob, Affinity::Numeric) if is_number => {
            Some(unlike_number(&value))
        }
        (Affinity::Text | Affinity::Blob, Affinity::Real) => Some(unlike_number(&value)),
        (Affinity::Real | Affinity::Numeric, Affinity::Integer) => Some(unlike_integer(&value)),
        (Affinity::Integer | Affinity::Numeric, Affinity::Real) => Some(format!(
            "typeof({value}) = 'integer' AND CAST(CAST({value} AS REAL) AS INTEGER) <> {value}"
        )),
        (Affinity::Real | Affinity::Numeric | Affinity::Blob, Affinity::Text) => Some(format!(
            "typeof({value}) = 'real' AND CAST(CAST({value} AS TEXT) AS REAL) <> {value}"
        )),
        (_, Affinity::Blob)
        | (Affinity::Integer, Affinity::Integer | Affinity::Text | Affinity::Numeric)
        | (Affinity::Numeric | Affinity::Real, Affinity::Numeric)
        | (Affinity::Text, Affinity::Text | Affinity::Numeric)
        | (Affinity::Blob, Affinity::Numeric)
        | (Affinity::Real, Affinity::Real) => None,
    }
}

/// Reads the value as an integer and writes it back. A real without a fraction is as good as an integer.
fn unlike_integer(value: &str) -> String {
    format!(
        "CASE typeof({value}) WHEN 'real' THEN CAST({value} AS INTEGER) <> {value} \
         ELSE CAST(CAST({value} AS INTEGER) AS TEXT) <> CAST({value} AS TEXT) END"
    )
}

/// Reads the value as a number and writes it back, without the zeros at the end of a fraction.
fn unlike_number(value: &str) -> String {
    let plain = |text: String| {
        format!("CASE WHEN instr({text}, '.') THEN rtrim(rtrim({text}, '0'), '.') ELSE {text} END")
    };
    let written = plain(format!("CAST(CAST({value} AS NUMERIC) AS TEXT)"));
    format!(
        "typeof({value}) NOT IN ('integer', 'real') AND {} <> {written}",
        plain(format!("CAST({value} AS TEXT)"))
    )
}
