//! Whether two schemas are one, told by their contents and not by the engine's own comparison, which is under test.

use migrate::dialect::Dialect;
use migrate::schema::{Expr, IndexKey, Schema, Table};
use migrate_tests::is_chosen_by_server;

/// An error with the lines in which the two differ.
pub(super) fn same(
    what: &str,
    one: &Schema,
    other: &Schema,
    dialect: &dyn Dialect,
) -> Result<(), String> {
    told(what, &canonical(one, dialect), &canonical(other, dialect))
}

/// As [`same`], for a schema that was read from SQL text and one that a server told: expressions are passed over, which
/// a server words in its own way.
pub(super) fn alike(
    what: &str,
    one: &Schema,
    other: &Schema,
    dialect: &dyn Dialect,
) -> Result<(), String> {
    let (mut one, mut other) = (canonical(one, dialect), canonical(other, dialect));
    for schema in [&mut one, &mut other] {
        schema.tables.values_mut().for_each(blank);
        for domain in schema.domains.values_mut() {
            domain.default.iter_mut().for_each(|default| default.0.clear());
            domain.checks.iter_mut().for_each(|check| check.expr.0.clear());
        }
        schema.views.values_mut().for_each(|view| view.sql.clear());
        schema.functions.values_mut().for_each(|function| function.sql.clear());
    }
    told(what, &one, &other)
}

fn told(what: &str, one: &Schema, other: &Schema) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    let (one, other) = (format!("{one:#?}"), format!("{other:#?}"));
    let (one, other): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
    let start = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let end =
        one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let part = |lines: &[&str]| {
        let end = lines.len().saturating_sub(end).max(start);
        let from = start.saturating_sub(6);
        lines[from..end.min(from + 60).max(from)].join("\n")
    };
    Err(format!("{what} differ:\n{}\n--- and ---\n{}", part(&one), part(&other)))
}

/// The schema without what means nothing: the order of columns and constraints, names that the database does not know,
/// the name of a sequence behind a column, and that of `NOT NULL` where PostgreSQL has chosen it.
fn canonical(schema: &Schema, dialect: &dyn Dialect) -> Schema {
    let mut schema = schema.clone();
    for table in schema.tables.values_mut() {
        table.columns.sort_by(|one, other| one.name.cmp(&other.name));
        for column in &mut table.columns {
            column.identity.iter_mut().for_each(|identity| identity.sequence = None);
            column.not_null_name.take_if(|name| is_chosen_by_server(name));
        }
        if !dialect.capability().named_constraints {
            table.primary_key.iter_mut().for_each(|key| key.name = None);
            table.uniques.iter_mut().for_each(|unique| unique.name = None);
            table.foreign_keys.iter_mut().for_each(|key| key.name = None);
            table.checks.iter_mut().for_each(|check| check.name = None);
        }
    }
    // a database that follows a rename into a text puts the new name in quotes there, and a table that moves is
    // called by its namespace from then on
    let default = format!("{}.", dialect.capability().default_namespace);
    let spell =
        |sql: &mut String| *sql = migrate::replay::canonical(dialect, sql).0.replace(&default, "");
    let views = schema.views.values_mut().flat_map(|view| {
        view.reads.clear();
        view.triggers.iter_mut().map(|trigger| &mut trigger.sql).chain([&mut view.sql])
    });
    views.for_each(spell);
    for table in schema.tables.values_mut() {
        table.triggers.iter_mut().for_each(|trigger| spell(&mut trigger.sql));
    }
    schema.sort();
    schema
}

fn blank(table: &mut Table) {
    let clear = |expr: &mut Expr| expr.0.clear();
    for column in &mut table.columns {
        column.default.iter_mut().for_each(clear);
        column.generated.iter_mut().for_each(|generated| clear(&mut generated.expr));
    }
    table.triggers.iter_mut().for_each(|trigger| trigger.sql.clear());
    table.checks.iter_mut().for_each(|check| clear(&mut check.expr));
    table.excludes.iter_mut().for_each(|exclude| clear(&mut exclude.definition));
    for index in &mut table.indexes {
        index.predicate.iter_mut().for_each(clear);
        for part in &mut index.parts {
            if let IndexKey::Expr(expr) = &mut part.key {
                clear(expr);
            }
        }
    }
}
