//! Changes within one table, one statement each. What an altered column needs stands in `column.rs`.

use super::{column, comment_sql, identity, literal, name_sql, object, quote, table, with_hazards};
use crate::dialect::Statement;
use crate::error::{Error, Result};
use crate::op::{self, Change, Op};
use crate::schema::{Column, Expr, Name, Schema, Table, TableOptions};

/// The statements of an `AlterTable`, each change meeting the table as the ones before it left it.
pub(super) fn statements(
    name: &Name,
    changes: &[Change],
    before: &Schema,
) -> Result<Vec<Statement>> {
    let Some(table) = before.tables.get(name) else {
        return Err(Error::unsupported(format!(
            "table `{name}` cannot be altered, since there is none of that name"
        )));
    };
    let mut table = table.clone();
    let mut statements = Vec::new();
    for change in changes {
        let one = Op::AlterTable { table: name.clone(), changes: vec![change.clone()] };
        statements.extend(with_hazards(texts(&table, change, before)?, op::hazards(&one, before)));
        table = op::alter(&table, std::slice::from_ref(change));
    }
    Ok(statements)
}

/// The statements of one change.
pub(super) fn texts(table: &Table, change: &Change, before: &Schema) -> Result<Vec<String>> {
    let name = &table.name;
    if table.options.partition_of.is_some() && follows_parent(change) {
        return Ok(Vec::new());
    }
    Ok(match change {
        Change::AddColumn { column, backfill, .. } => add_column(table, column, backfill.as_ref()),
        Change::DropColumn { column, .. } => {
            vec![alter(table, &format!("DROP COLUMN {}", quote(&column.name)))]
        }
        Change::RenameColumn { previous, next } => rename_column(table, previous, next),
        Change::AlterColumn { previous, next, backfill, using } => {
            column::alter(table, (previous, next), backfill.as_ref(), using.as_ref(), before)?
        }
        Change::ReplaceValue { column, previous, next } => {
            let column = quote(column);
            let (previous, next) = (literal(previous), literal(next));
            vec![format!(
                "UPDATE {} SET {column} = {next} WHERE {column} = {previous}",
                name_sql(name)
            )]
        }
        Change::AddPrimaryKey(key) => vec![add(table, &table::primary_key(key))],
        Change::DropPrimaryKey(key) => vec![drop_constraint(table, key.name.as_deref())?],
        Change::AddUnique(key) => vec![add(table, &table::unique(key))],
        Change::DropUnique(key) => vec![drop_constraint(table, key.name.as_deref())?],
        Change::AddForeignKey(key) => vec![add(table, &table::foreign_key(key))],
        Change::DropForeignKey(key) => vec![drop_constraint(table, key.name.as_deref())?],
        Change::AddCheck(check) => vec![add(table, &table::check(check))],
        Change::DropCheck(check) => vec![drop_constraint(table, check.name.as_deref())?],
        Change::AddExclude(exclude) => vec![add(table, &table::exclude(exclude))],
        Change::DropExclude(exclude) => vec![drop_constraint(table, Some(&exclude.name))?],
        Change::RenameConstraint { previous, next } => {
            vec![alter(table, &format!("RENAME CONSTRAINT {} TO {}", quote(previous), quote(next)))]
        }
        Change::AddIndex(index) => table::create_index(name, index),
        Change::DropIndex(index) => vec![table::drop_index(name, &index.name)],
        Change::RenameIndex { previous, next } => {
            let previous = name_sql(&super::beside(name, previous));
            vec![format!("ALTER INDEX {previous} RENAME TO {}", quote(next))]
        }
        Change::IndexComment { index, next, .. } => {
            vec![table::index_comment(name, index, next.as_deref())]
        }
        Change::AddTrigger(trigger) => vec![object::statement(&trigger.sql)],
        Change::DropTrigger(trigger) => {
            vec![format!("DROP TRIGGER {} ON {}", quote(&trigger.name), name_sql(name))]
        }
        Change::Comment { next, .. } => {
            vec![comment_sql(&format!("TABLE {}", name_sql(name)), next.as_deref())]
        }
        Change::Options { previous, next } => options(table, previous, next)?,
    })
}

/// Whether a partition is changed so with the table that it is part of, and cannot be by itself.
fn follows_parent(change: &Change) -> bool {
    matches!(
        change,
        Change::AddColumn { .. }
            | Change::DropColumn { .. }
            | Change::RenameColumn { .. }
            | Change::AlterColumn { .. }
    )
}

/// `ALTER TABLE …`.
pub(super) fn alter(table: &Table, what: &str) -> String {
    format!("ALTER TABLE {} {what}", name_sql(&table.name))
}

/// `ALTER TABLE … ALTER COLUMN …`.
pub(super) fn alter_column(table: &Table, column: &str, what: &str) -> String {
    alter(table, &format!("ALTER COLUMN {} {what}", quote(column)))
}

pub(super) fn add(table: &Table, constraint: &str) -> String {
    alter(table, &format!("ADD {constraint}"))
}

pub(super) fn drop_constraint(table: &Table, name: Option<&str>) -> Result<String> {
    let name = name.ok_or_else(|| {
        Error::unsupported(format!(
            "a constraint of table `{}` has no name by which it could be dropped",
            table.name
        ))
    })?;
    Ok(alter(table, &format!("DROP CONSTRAINT {}", quote(name))))
}

/// Rows that are there get their values before the column closes.
fn add_column(table: &Table, column: &Column, backfill: Option<&Expr>) -> Vec<String> {
    if let Some(serial) = identity::serial_before(table, column) {
        let mut statements = add_column(table, &serial, None);
        statements.extend(identity::change(table, &serial, column));
        return statements;
    }
    let mut statements = Vec::new();
    let spelled_out = identity::is_spelled_out(column);
    if spelled_out {
        statements.push(identity::create_sequence(table, column));
    }
    match backfill {
        None => statements
            .push(alter(table, &format!("ADD COLUMN {}", table::column_sql(table, column)))),
        Some(value) => {
            let open = Column { nullable: true, default: None, ..column.clone() };
            statements
                .push(alter(table, &format!("ADD COLUMN {}", table::column_sql(table, &open))));
            statements.push(format!(
                "UPDATE {} SET {} = {value}",
                name_sql(&table.name),
                quote(&column.name)
            ));
            if let Some(default) = &column.default {
                let set = format!("SET DEFAULT {}", table::expression(default));
                statements.push(alter_column(table, &column.name, &set));
            }
            if !column.nullable {
                statements.push(alter_column(table, &column.name, "SET NOT NULL"));
            }
        }
    }
    if spelled_out {
        statements.push(identity::own_sequence(table, column));
    }
    if column.comment.is_some() {
        statements.push(table::column_comment(&table.name, column));
    }
    statements
}

fn rename_column(table: &Table, previous: &str, next: &str) -> Vec<String> {
    let mut statements =
        vec![alter(table, &format!("RENAME COLUMN {} TO {}", quote(previous), quote(next)))];
    if let Some(column) = table.column(previous) {
        let own = &table.name.name;
        statements.extend(identity::rename_sequence(
            &table.name,
            column,
            (own, previous),
            (own, next),
        ));
    }
    statements
}

fn options(table: &Table, previous: &TableOptions, next: &TableOptions) -> Result<Vec<String>> {
    if previous.partition_by != next.partition_by {
        return Err(Error::unsupported(format!(
            "table `{}` cannot be partitioned otherwise than it was made",
            table.name
        ))
        .with_hint(
            "create a partitioned table beside it and move the rows in a revision of your own",
        ));
    }
    let mut statements = Vec::new();
    if previous.unlogged != next.unlogged {
        statements.push(alter(table, if next.unlogged { "SET UNLOGGED" } else { "SET LOGGED" }));
    }
    let gone: Vec<&str> = previous
        .with
        .keys()
        .filter(|key| !next.with.contains_key(*key))
        .map(String::as_str)
        .collect();
    if !gone.is_empty() {
        statements.push(alter(table, &format!("RESET ({})", gone.join(", "))));
    }
    let set = next.with.iter().filter(|(key, value)| previous.with.get(*key) != Some(value));
    let set = set.map(|(key, value)| (key.clone(), value.clone())).collect();
    let set = table::storage(&set);
    if !set.is_empty() {
        statements.push(alter(table, &format!("SET ({set})")));
    }
    for parent in previous.inherits.iter().filter(|parent| !next.inherits.contains(parent)) {
        statements.push(alter(table, &format!("NO INHERIT {}", name_sql(parent))));
    }
    for parent in next.inherits.iter().filter(|parent| !previous.inherits.contains(parent)) {
        statements.push(alter(table, &format!("INHERIT {}", name_sql(parent))));
    }
    if previous.partition_of != next.partition_of {
        let attach = |parent: &Name, what: &str, rest: &str| {
            format!(
                "ALTER TABLE {} {what} PARTITION {}{rest}",
                name_sql(parent),
                name_sql(&table.name)
            )
        };
        statements
            .extend(previous.partition_of.iter().map(|(parent, _)| attach(parent, "DETACH", "")));
        statements.extend(
            next.partition_of
                .iter()
                .map(|(parent, bounds)| attach(parent, "ATTACH", &format!(" {bounds}"))),
        );
    }
    Ok(statements)
}
