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

/// The rows that are asked, which the SQL of a question calls `one`.
#[derive(Debug, Clone)]
pub(crate) struct Of {
    /// What stands behind `FROM`.
    rows: String,
    /// What tells one row from the others, as names of a table or of what is selected from it.
    key: Vec<String>,
}

/// What the key of rows is called that are selected from a table, and what is selected to be compared.
const KEY: &str = "_migrate_key_";
const PART: &str = "_migrate_part_";

impl Of {
    /// Those of a table as they are.
    pub(crate) fn table(dialect: &dyn Dialect, table: &Table) -> Of {
        let key = match &table.primary_key {
            Some(key) => key.columns.iter().map(|column| dialect.quote(column)).collect(),
            // No name in quotes.
            None => vec![dialect.capability().row_id.to_owned()],
        };
        Of { rows: qualified(dialect, &table.name), key }
    }

    /// Those of a table with other values: pairs of SQL over `one` and the name of what it gives.
    pub(crate) fn selected(
        dialect: &dyn Dialect,
        table: &Table,
        values: &[(String, String)],
    ) -> Of {
        let named = values.iter().map(|(sql, name)| (sql.clone(), dialect.quote(name)));
        Of::table(dialect, table).select(named, "")
    }

    fn select(&self, values: impl IntoIterator<Item = (String, String)>, tail: &str) -> Of {
        let keys = self.key.iter().zip(1..);
        let keys = keys.map(|(key, place)| (format!("one.{key}"), format!("{KEY}{place}")));
        let all: Vec<String> =
            keys.chain(values).map(|(sql, name)| format!("{sql} AS {name}")).collect();
        Of {
            rows: format!("(SELECT {} FROM {} AS one{tail})", all.join(", "), self.rows),
            key: (1..=self.key.len()).map(|place| format!("{KEY}{place}")).collect(),
        }
    }

    fn keys(&self, of: &str) -> String {
        let keys: Vec<String> = self.key.iter().map(|key| format!("{of}.{key}")).collect();
        keys.join(", ")
    }
}

/// Rows at all, counted up to one more than [`FEW`].
pub(crate) fn present(of: &Of) -> String {
    let (name, key) = (&of.rows, of.keys("one"));
    format!(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM {name} AS one LIMIT {}) AS few), {key} FROM {name} AS one ORDER BY {key} LIMIT 1",
        FEW + 1
    )
}

/// Rows for which `wrong`, over them as `one`, is true.
fn wrong(of: &Of, wrong: &str) -> String {
    let (rows, key) = (&of.rows, of.keys("one"));
    format!(
        "SELECT (SELECT count(*) FROM {rows} AS one WHERE {wrong}), {key} FROM {rows} AS one WHERE {wrong} ORDER BY {key} LIMIT 1"
    )
}

/// Rows for which the expression, over their own names, is true.
pub(crate) fn counted(of: &Of, expr: &Expr) -> String {
    wrong(of, &expr.0)
}

/// Rows with NULL in the column.
pub(crate) fn nulls(dialect: &dyn Dialect, of: &Of, column: &str) -> String {
    wrong(of, &format!("one.{} IS NULL", dialect.quote(column)))
}

/// Rows whose text in the column is longer, spaces at its end not counted.
pub(crate) fn longer(dialect: &dyn Dialect, of: &Of, column: &str, length: u32) -> String {
    wrong(of, &format!("length(rtrim(one.{}, ' ')) > {length}", dialect.quote(column)))
}

/// Rows whose value in the column cannot become one of the type `next`; `None` where that cannot be asked.
pub(crate) fn misfits(
    dialect: &dyn Dialect,
    of: &Of,
    column: &str,
    (previous, next): (&Type, &Type),
    schema: &Schema,
) -> Option<String> {
    let value = format!("one.{}", dialect.quote(column));
    dialect.misfit(&value, previous, next, schema).map(|found| wrong(of, &found))
}

/// Rows for which the expression is false.
pub(crate) fn breaking(of: &Of, expr: &Expr) -> String {
    wrong(of, &format!("NOT ({expr})"))
}

/// Rows with a value in each of the columns.
pub(crate) fn filled(dialect: &dyn Dialect, of: &Of, columns: &[String]) -> String {
    wrong(of, &set(dialect, columns))
}

/// That none of the columns is NULL.
fn set(dialect: &dyn Dialect, columns: &[String]) -> String {
    let columns: Vec<String> =
        columns.iter().map(|name| format!("one.{} IS NOT NULL", dialect.quote(name))).collect();
    columns.join(" AND ")
}

/// Rows whose `columns`, none of them NULL, are no row's `references` among the others.
pub(crate) fn orphans(
    dialect: &dyn Dialect,
    of: &Of,
    columns: &[String],
    others: &Of,
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
        others.rows,
        equal.join(" AND ")
    );
    wrong(of, &condition)
}

/// Groups of rows that agree in all of `parts`, which are SQL; each answers with its values.
pub(crate) fn duplicates(
    of: &Of,
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
        "SELECT count(*) OVER (), {} FROM {} AS one{condition} GROUP BY {places} HAVING count(*) > 1 ORDER BY {places} LIMIT 1",
        parts.join(", "),
        of.rows
    )
}

/// Rows beside which another stands so that each operator, between the values that its SQL gives of both, is true.
///
/// Where equality alone does not tell which rows to compare, every row would be with every other: only so many are then.
pub(crate) fn excluding(of: &Of, parts: &[(String, String)], predicate: Option<&str>) -> String {
    let names = || (1..=parts.len()).map(|place| format!("{PART}{place}"));
    let condition = predicate.map(|predicate| format!(" WHERE {predicate}")).unwrap_or_default();
    let limit = match parts.iter().all(|(_, operator)| operator == "=") {
        true => String::new(),
        false => format!(" LIMIT {FEW}"),
    };
    let values = parts.iter().map(|(sql, _)| format!("({sql})")).zip(names());
    let held = of.select(values, &format!("{condition}{limit}"));
    let apart = |name: String, operator: &String| format!("one.{name} {operator} other.{name}");
    let mut conditions: Vec<String> =
        names().zip(parts).map(|(name, (_, operator))| apart(name, operator)).collect();
    conditions.push(format!("({}) <> ({})", held.keys("one"), held.keys("other")));
    wrong(
        &held,
        &format!(
            "EXISTS (SELECT 1 FROM {} AS other WHERE {})",
            held.rows,
            conditions.join(" AND ")
        ),
    )
}
