//! One column, altered: numbering, type, default, nullability, comment, in the order in which each can follow the last.

use super::{cast, change, depend, identity, name_sql, quote, table};
use crate::dialect::postgres::types;
use crate::error::Result;
use crate::op::Change;
use crate::schema::{Column, Expr, Generated, Schema, Table};

/// The statements that make `next` of `previous`, whose name is the same.
pub(super) fn alter(
    table: &Table,
    (previous, next): (&Column, &Column),
    backfill: Option<&Expr>,
    using: Option<&Expr>,
    before: &Schema,
) -> Result<Vec<String>> {
    alter_with(table, (previous, next), backfill, using, before, &change::texts)
}

/// How a change is written that takes away or puts back what has to step aside.
type Write = dyn Fn(&Table, &Change, &Schema) -> Result<Vec<String>>;

/// As [`alter`]; `again` writes what is put back afterwards.
pub(super) fn alter_with(
    table: &Table,
    (previous, next): (&Column, &Column),
    backfill: Option<&Expr>,
    using: Option<&Expr>,
    before: &Schema,
    again: &Write,
) -> Result<Vec<String>> {
    if next.generated.is_some() && previous.generated != next.generated {
        return regenerate(table, previous, next, before);
    }
    let mut statements = Vec::new();
    let alter = |what: &str| change::alter_column(table, &next.name, what);
    let retyped = previous.ty != next.ty || previous.collation != next.collation;
    if previous.generated.is_some() && next.generated.is_none() {
        statements.push(alter("DROP EXPRESSION"));
    }
    if previous.identity.is_some() && next.identity.is_none() {
        statements.extend(identity::change(table, previous, next));
    }
    if previous.default.is_some() && (retyped || next.default.is_none()) {
        statements.push(alter("DROP DEFAULT"));
    }
    if !previous.nullable && next.nullable {
        statements.push(alter("DROP NOT NULL"));
    }
    if retyped {
        let first = statements;
        statements = retype(table, (previous, next), using, before, first, again)?;
    }
    if let Some(value) = backfill {
        let column = quote(&next.name);
        statements.push(format!(
            "UPDATE {} SET {column} = {value} WHERE {column} IS NULL",
            name_sql(&table.name)
        ));
    }
    if let Some(default) = next
        .default
        .as_ref()
        .filter(|default| retyped || previous.default.as_ref() != Some(*default))
    {
        statements.push(alter(&format!("SET DEFAULT {}", table::expression(default))));
    }
    if previous.nullable && !next.nullable {
        statements.push(alter("SET NOT NULL"));
    }
    if next.identity.is_some() {
        statements.extend(identity::change(table, previous, next));
    }
    if previous.comment != next.comment {
        statements.push(table::column_comment(&table.name, next));
    }
    Ok(statements)
}

/// A column becomes generated, or otherwise generated, by being made anew, with what stands on it.
fn regenerate(
    table: &Table,
    previous: &Column,
    next: &Column,
    before: &Schema,
) -> Result<Vec<String>> {
    let mut other = table.clone();
    for column in other.columns.iter_mut().filter(|column| column.name == next.name) {
        // Seen as generated from itself, the column and all that stands on it steps aside.
        column
            .generated
            .get_or_insert_with(|| Generated { expr: Expr(String::new()), stored: true });
        if let Some(generated) = &mut column.generated {
            generated.expr = Expr(quote(&next.name));
        }
    }
    let aside = depend::within(&other, &[&next.name]);
    let mut statements = Vec::new();
    for change in &aside.before {
        statements.extend(change::texts(table, change, before)?);
    }
    for change in &aside.after {
        let change = match change {
            Change::AddColumn { column, .. } if column.name == next.name => {
                &Change::AddColumn { column: next.clone(), position: None, backfill: None }
            }
            other => other,
        };
        statements.extend(change::texts(table, change, before)?);
    }
    let views = depend::views(before, &[(&table.name, &previous.name)]);
    Ok(depend::around_views(&views, statements))
}

/// The type, with what stands on the column taken away before and put back after. `first` has been said already, but must
/// come after the views are gone.
fn retype(
    table: &Table,
    (previous, next): (&Column, &Column),
    using: Option<&Expr>,
    before: &Schema,
    first: Vec<String>,
    again: &Write,
) -> Result<Vec<String>> {
    let mut what = format!("TYPE {}", types::render(&next.ty));
    if let Some(collation) = &next.collation {
        what += &format!(" COLLATE {}", table::collation_sql(collation));
    }
    let using = match using {
        Some(expr) => Some(expr.0.clone()),
        None if previous.ty == next.ty => None,
        None => cast::using(&next.name, &previous.ty, &next.ty, before),
    };
    if let Some(using) = using {
        what += &format!(" USING {using}");
    }
    let aside = depend::within(table, &[&next.name]);
    let mut statements = first;
    for change in &aside.before {
        statements.extend(again(table, change, before)?);
    }
    statements.push(change::alter_column(table, &next.name, &what));
    for change in &aside.after {
        statements.extend(again(table, change, before)?);
    }
    let views = depend::views(before, &[(&table.name, &next.name)]);
    Ok(depend::around_views(&views, statements))
}
