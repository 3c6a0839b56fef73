//! Rows made up for trying revisions out: one statement each. Knows what a type takes, not what a check asks for.

use super::{Dialect, qualified};
use crate::schema::{Column, ForeignKey, IndexKey, Name, Schema, Table, Type};

/// The statement that puts a made-up row into a table, the `number`th of all; with `full`, also into columns that need
/// no value. `None` for a table that takes no rows of its own.
pub fn insert(
    dialect: &dyn Dialect,
    schema: &Schema,
    table: &Table,
    number: u32,
    full: bool,
) -> Option<String> {
    if table.options.module.is_some() {
        return None;
    }
    let wanted = |column: &&Column| {
        column.generated.is_none()
            && column.identity.is_none()
            && (full || (!column.nullable && column.default.is_none()))
    };
    let (names, values): (Vec<String>, Vec<String>) = table
        .columns
        .iter()
        .filter(wanted)
        .map(|column| (dialect.quote(&column.name), value(dialect, schema, table, column, number)))
        .unzip();
    let into = qualified(dialect, &table.name);
    if names.is_empty() {
        return Some(format!("INSERT INTO {into} DEFAULT VALUES"));
    }
    Some(format!("INSERT INTO {into} ({}) VALUES ({})", names.join(", "), values.join(", ")))
}

/// The query for the number of rows of a table.
pub fn count(dialect: &dyn Dialect, table: &Name) -> String {
    format!("SELECT count(*) FROM {}", qualified(dialect, table))
}

/// The statement that deletes every row of a table.
pub fn clear(dialect: &dyn Dialect, table: &Name) -> String {
    format!("DELETE FROM {}", qualified(dialect, table))
}

fn value(
    dialect: &dyn Dialect,
    schema: &Schema,
    table: &Table,
    column: &Column,
    number: u32,
) -> String {
    for key in &table.foreign_keys {
        if let Some(at) = key.columns.iter().position(|name| *name == column.name) {
            return referred(dialect, key, at);
        }
    }
    let named = table.checks.iter().find(|check| check.expr.0.contains(&column.name));
    // `mood IN ('glad', 'sad')`: the first text is most likely one that is allowed.
    if let Some(text) = named.and_then(|check| check.expr.0.split('\'').nth(1)) {
        return dialect.literal(text);
    }
    // Small where it may be, since checks often bound a number.
    let number = if is_key(table, &column.name) { number } else { number % 10 };
    of_type(dialect, schema, &column.ty, number)
}

/// Whether no two rows may have the same value there.
fn is_key(table: &Table, column: &str) -> bool {
    let names = |columns: &[String]| columns.iter().any(|name| name == column);
    table.primary_key.as_ref().is_some_and(|key| names(&key.columns))
        || table.uniques.iter().any(|unique| names(&unique.columns))
        || table.indexes.iter().filter(|index| index.unique).any(|index| {
            index.parts.iter().any(|part| match &part.key {
                IndexKey::Column(name) => name == column,
                IndexKey::Expr(expr) => expr.0.contains(column),
            })
        })
}

/// A column of the newest row that a key can refer to; NULL if there is none.
fn referred(dialect: &dyn Dialect, key: &ForeignKey, at: usize) -> String {
    let Some(wanted) = key.references.get(at) else { return "NULL".to_owned() };
    let order: Vec<String> =
        key.references.iter().map(|name| format!("{} DESC", dialect.quote(name))).collect();
    format!(
        "(SELECT {} FROM {} ORDER BY {} LIMIT 1)",
        dialect.quote(wanted),
        qualified(dialect, &key.table),
        order.join(", ")
    )
}

fn of_type(dialect: &dyn Dialect, schema: &Schema, ty: &Type, number: u32) -> String {
    let day = 1 + number % 28;
    let moment = format!("2025-01-{day:02} 12:00:00");
    match ty {
        Type::Boolean => "TRUE".to_owned(),
        Type::SmallInt | Type::Integer | Type::BigInt | Type::Real | Type::Double => {
            number.to_string()
        }
        // Digits before the point may be few.
        Type::Decimal(_) => (number % 10).to_string(),
        // Which is a number and a JSON document too.
        Type::Text => dialect.literal(&number.to_string()),
        Type::Varchar(length) | Type::Char(length) => {
            let text = format!("{number}");
            let cut = text.len().saturating_sub(usize::try_from(*length).unwrap_or(usize::MAX));
            dialect.literal(text.get(cut..).unwrap_or_default())
        }
        Type::Bytes => dialect.literal(&format!("\\x{number:08x}")),
        Type::Date => dialect.literal(&format!("2025-01-{day:02}")),
        Type::Time => dialect.literal("12:00:00"),
        Type::Timestamp => dialect.literal(&moment),
        Type::TimestampTz => dialect.literal(&format!("{moment}+00")),
        Type::Uuid => dialect.literal(&format!("00000000-0000-4000-8000-{number:012x}")),
        Type::Json | Type::Array(_) => dialect.literal("{}"),
        Type::Named(name) => match (schema.enums.get(name), schema.domains.get(name)) {
            (Some(one), _) => {
                one.values.first().map_or_else(|| "NULL".to_owned(), |text| dialect.literal(text))
            }
            (None, Some(domain)) => of_type(dialect, schema, &domain.ty, number),
            (None, None) => "NULL".to_owned(),
        },
        Type::Raw(words) => of_words(dialect, &words.to_lowercase(), number, &moment),
    }
}

/// By the rules with which SQLite reads a type's words, which hold well enough for others.
fn of_words(dialect: &dyn Dialect, words: &str, number: u32, moment: &str) -> String {
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["interval"]) {
        dialect.literal(&format!("{number} days"))
    } else if has(&["json"]) {
        dialect.literal("{}")
    } else if has(&["bool"]) {
        "1".to_owned()
    } else if has(&["int", "real", "floa", "doub", "num", "dec"]) {
        number.to_string()
    } else if has(&["date", "time"]) {
        dialect.literal(moment)
    } else if has(&["blob"]) {
        format!("x'{number:08x}'")
    } else {
        dialect.literal(&number.to_string())
    }
}
