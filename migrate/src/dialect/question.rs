//! Questions to the rows of a live table, as SQL that every dialect speaks: how many are wrong, and which is the first.
//! Knows not why it is asked.
//!
//! An answer has one row, the count and then the values that [`key`] or the caller's columns name, or no row at all.

use crate::dialect::{Dialect, qualified};
use crate::schema::{Expr, Schema, Table, Type};

/// Rows that are only there are counted up to this many: more are as bad, and a table may be large.
pub(crate) const FEW: u64 = 1000;

/// What tells one row of the table from the others: its primary key, or the database's own word for a row.
pub(crate) fn key(dialect: &dyn Dialect, table: &Table) -> Vec<String> {
    match &table.primary_key {
        Some(key) => key.columns.clone(),
        None => vec![dialect.capability().row_id.to_owned()],
    }
}

/// The key as SQL; the database's own word for a row is no name in quotes.
fn key_sql(dialect: &dyn Dialect, table: &Table) -> String {
    match &table.primary_key {
        Some(key) => list(dialect, &key.columns, "one"),
        None => format!("one.{}", dialect.capability().row_id),
    }
}

fn list(dialect: &dyn Dialect, columns: &[String], of: &str) -> String {
    let columns: Vec<String> =
        columns.iter().map(|column| format!("{of}.{}", dialect.quote(column))).collect();
    columns.join(", ")
}

/// Rows at all, counted up to one more than [`FEW`].
pub(crate) fn present(dialect: &dyn Dialect, table: &Table) -> String {
    let (name, key) = (qualified(dialect, &table.name), key_sql(dialect, table));
    format!(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT {}) AS few), {key} FROM {name} AS one ORDER BY {key} LIMIT 1",
        FEW + 1
    )
}

/// Rows for which `wrong`, over the table as `one`, is true.
fn wrong(dialect: &dyn Dialect, table: &Table, wrong: &str) -> String {
    let (name, key) = (qualified(dialect, &table.name), key_sql(dialect, table));
    format!(
        "SELECT (SELECT count(*) FROM {name} AS one WHERE {wrong}), {key} FROM {name} AS one WHERE {wrong} ORDER BY {key} LIMIT 1"
    )
}

/// Rows for which the expression, over the table's own names, is true.
pub(crate) fn counted(dialect: &dyn Dialect, table: &Table, expr: &Expr) -> String {
    wrong(dialect, table, &expr.0)
}

/// Rows with NULL in the column.
pub(crate) fn nulls(dialect: &dyn Dialect, table: &Table, column: &str) -> String {
    wrong(dialect, table, &format!("one.{} IS NULL", dialect.quote(column)))
}

/// Rows whose text in the column is longer, spaces at its end not counted.
pub(crate) fn longer(dialect: &dyn Dialect, table: &Table, column: &str, length: u32) -> String {
    wrong(dialect, table, &format!("length(rtrim(one.{}, ' ')) > {length}", dialect.quote(column)))
}

/// Rows whose value in the column cannot become one of the type `next`; `None` where that cannot be asked.
pub(crate) fn misfits(
    dialect: &dyn Dialect,
    table: &Table,
    column: &str,
    (previous, next): (&Type, &Type),
    schema: &Schema,
) -> Option<String> {
    let value = format!("one.{}", dialect.quote(column));
    dialect.misfit(&value, previous, next, schema).map(|found| wrong(dialect, table, &found))
}

/// Rows for which the expression is false.
pub(crate) fn breaking(dialect: &dyn Dialect, table: &Table, expr: &Expr) -> String {
    wrong(dialect, table, &format!("NOT ({expr})"))
}

/// Rows with a value in each of the columns.
pub(crate) fn filled(dialect: &dyn Dialect, table: &Table, columns: &[String]) -> String {
    wrong(dialect, table, &set(dialect, columns))
}

/// That none of the columns is NULL.
fn set(dialect: &dyn Dialect, columns: &[String]) -> String {
    let columns: Vec<String> =
        columns.iter().map(|name| format!("one.{} IS NOT NULL", dialect.quote(name))).collect();
    columns.join(" AND ")
}

/// Rows whose `columns`, none of them NULL, are no row's `references` in `parent`.
pub(crate) fn orphans(
    dialect: &dyn Dialect,
    table: &Table,
    columns: &[String],
    parent: &Table,
    references: &[String],
) -> String {
    let column = |name: &String| format!("one.{}", dialect.quote(name));
    let equal: Vec<String> = columns
        .iter()
        .zip(references)
        .map(|(name, other)| format!("other.{} = {}", dialect.quote(other), column(name)))
        .collect();
    let condition = format!(
        "{} AND NOT EXISTS (SELECT 1 FROM {} AS other WHERE {})",
        set(dialect, columns),
        qualified(dialect, &parent.name),
        equal.join(" AND ")
    );
    wrong(dialect, table, &condition)
}

/// Groups of rows that agree in all of `parts`, which are SQL; each answers with its values.
pub(crate) fn duplicates(
    dialect: &dyn Dialect,
    table: &Table,
    parts: &[String],
    predicate: Option<&Expr>,
    nulls_are_equal: bool,
) -> String {
    let mut conditions: Vec<String> = Vec::new();
    if !nulls_are_equal {
        conditions.extend(parts.iter().map(|part| format!("{part} IS NOT NULL")));
    }
    conditions.extend(predicate.map(|predicate| format!("({predicate})")));
    let condition = match conditions.is_empty() {
        true => String::new(),
        false => format!(" WHERE {}", conditions.join(" AND ")),
    };
    let places: Vec<String> = (2..parts.len() + 2).map(|place| place.to_string()).collect();
    let places = places.join(", ");
    format!(
        "SELECT count(*) OVER (), {} FROM {}{condition} GROUP BY {places} HAVING count(*) > 1 ORDER BY {places} LIMIT 1",
        parts.join(", "),
        qualified(dialect, &table.name)
    )
}
