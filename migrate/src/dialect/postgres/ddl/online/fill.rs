//! Columns that are filled in batches and closed without a look at rows under a strong lock.

use super::batch::batches;
use super::{again, plain};
use crate::dialect::Statement;
use crate::dialect::postgres::ddl::{change, column, identity, quote, table};
use crate::dialect::postgres::lint::is_volatile_default;
use crate::error::Result;
use crate::schema::{Check, Column, Expr, Schema, Table, name};

/// The check that stands for `NOT NULL` until that can be set without looking at rows.
fn guard(table: &Table, column: &str) -> Check {
    Check {
        name: Some(name::check(&table.name.name, &format!("{column}_not_null"))),
        expr: Expr(format!("{} IS NOT NULL", quote(column))),
        not_valid: true,
        no_inherit: false,
    }
}

/// Keeps further NULLs out.
pub(super) fn open_check(table: &Table, column: &str) -> Vec<String> {
    vec![change::add(table, &table::check(&guard(table, column)))]
}

/// Makes a column `NOT NULL` for which [`open_check`] has been made.
pub(super) fn close(table: &Table, column: &str) -> Vec<String> {
    let guard = quote(guard(table, column).name.as_deref().unwrap_or_default());
    vec![
        change::alter(table, &format!("VALIDATE CONSTRAINT {guard}")),
        change::alter_column(table, column, "SET NOT NULL"),
        change::alter(table, &format!("DROP CONSTRAINT {guard}")),
    ]
}

pub(super) fn add_column(
    table: &Table,
    column: &Column,
    backfill: Option<&Expr>,
    before: &Schema,
) -> Option<Vec<Statement>> {
    let is_plain = column.identity.is_none() && column.generated.is_none();
    let volatile = column.default.as_ref().filter(|_| is_volatile_default(before, column));
    let value = backfill.or(volatile).filter(|_| is_plain)?;
    if identity::is_spelled_out(column) {
        return None;
    }
    let open = Column { nullable: true, default: None, ..column.clone() };
    let mut statements =
        vec![change::alter(table, &format!("ADD COLUMN {}", table::column_sql(table, &open)))];
    if let Some(default) = &column.default {
        let set = format!("SET DEFAULT {}", table::expression(default));
        statements.push(change::alter_column(table, &column.name, &set));
    }
    let mut statements = plain(fill_and_close(table, column, statements));
    let at = 1 + usize::from(column.default.is_some()) + usize::from(!column.nullable);
    statements.insert(at, batches(table, &column.name, value));
    if column.comment.is_some() {
        statements.push(Statement::new(table::column_comment(&table.name, column)));
    }
    Some(statements)
}

/// The steps that close a column, if it shall be closed, behind `statements`.
fn fill_and_close(table: &Table, column: &Column, mut statements: Vec<String>) -> Vec<String> {
    if !column.nullable {
        statements.extend(open_check(table, &column.name));
        statements.extend(close(table, &column.name));
    }
    statements
}

pub(super) fn alter_column(
    table: &Table,
    (previous, next): (&Column, &Column),
    backfill: Option<&Expr>,
    using: Option<&Expr>,
    before: &Schema,
) -> Result<Option<Vec<Statement>>> {
    let retyped = previous.ty != next.ty || previous.collation != next.collation;
    let closes = previous.nullable && !next.nullable;
    let is_numbered = next.identity.is_some() && previous.identity != next.identity;
    if is_numbered && closes {
        // A column can be numbered only when it is closed, which comes first, in steps of its own.
        let closed = Column { identity: previous.identity.clone(), ..next.clone() };
        let pair = (previous, &closed);
        let Some(mut statements) = alter_column(table, pair, backfill, using, before)? else {
            return Ok(None);
        };
        let numbered = column::alter(table, (&closed, next), None, None, before)?;
        statements.extend(plain(numbered));
        return Ok(Some(statements));
    }
    let is_plain = (previous.generated == next.generated || next.generated.is_none())
        && (previous.identity == next.identity || next.identity.is_none());
    if !is_plain || !(retyped || closes || backfill.is_some()) {
        return Ok(None);
    }
    let middle = Column { nullable: previous.nullable || next.nullable, ..next.clone() };
    let first = column::alter_with(table, (previous, &middle), None, using, before, &again)?;
    if !closes && backfill.is_none() {
        let usual = column::alter(table, (previous, next), None, using, before)?;
        return Ok((first != usual).then(|| plain(first)));
    }
    let mut statements = plain(first);
    if closes {
        statements.extend(plain(open_check(table, &next.name)));
    }
    statements.extend(backfill.map(|value| batches(table, &next.name, value)));
    if closes {
        statements.extend(plain(close(table, &next.name)));
    }
    Ok(Some(statements))
}
