//! Changes within one table: in place where SQLite can make them so whatever rows there are, by one rebuild otherwise.

use std::borrow::Cow;

use super::create::{check, column_definition, create_index, inline_references, is_constant};
use super::quote;
use crate::dialect::sqlite::{Sqlite, rebuild};
use crate::dialect::{Dialect, Statement};
use crate::error::{Error, Result};
use crate::op::{self, Change, Op, follow, text};
use crate::schema::{Column, Index, IndexKey, Name, Schema, Table, View};

/// The statements that make all of `changes`.
///
/// A column is renamed in place, since only so SQLite follows it into views and triggers. What stands between renames
/// is one step: in place if all of it can be, one rebuild if not.
pub(super) fn statements(
    before: &Schema,
    name: &Name,
    changes: &[Change],
) -> Result<Vec<Statement>> {
    let mut schema = Cow::Borrowed(before);
    let mut statements = Vec::new();
    let is_rename = |change: &Change| matches!(change, Change::RenameColumn { .. });
    for run in changes.chunk_by(|a, b| is_rename(a) == is_rename(b)) {
        let table = find(&schema, name)?;
        let made = match renames(&schema, table, run)? {
            Some(renames) => renames,
            None => match in_place(&schema, table, run)? {
                Some(in_place) => in_place,
                None => rebuild::statements(&schema, table, run)?,
            },
        };
        statements.extend(made);
        if run.len() < changes.len() {
            let done = Op::AlterTable { table: name.clone(), changes: run.to_vec() };
            op::apply(schema.to_mut(), &[done], Sqlite.capability());
        }
    }
    Ok(statements)
}

fn find<'a>(schema: &'a Schema, name: &Name) -> Result<&'a Table> {
    let table = schema.tables.get(name).ok_or_else(|| {
        Error::refused(format!("there is no table `{name}` that could be altered"))
    })?;
    if table.options.module.is_some() {
        let message = format!("table `{name}` is virtual, and SQLite cannot alter it");
        return Err(Error::unsupported(message).with_hint("drop it and create it again"));
    }
    Ok(table)
}

/// The statements of a run of renames; `None` if it is another run.
fn renames(schema: &Schema, table: &Table, run: &[Change]) -> Result<Option<Vec<Statement>>> {
    let name = quote(&table.name)?;
    let mut statements = Vec::new();
    for change in run {
        let Change::RenameColumn { previous, next } = change else { return Ok(None) };
        refuse_twice_read(schema, table, previous)?;
        let (from, to) = (Sqlite.quote(previous), Sqlite.quote(next));
        let sql = format!("ALTER TABLE {name} RENAME COLUMN {from} TO {to}");
        statements.push(Statement::new(sql));
    }
    Ok(Some(statements))
}

/// SQLite writes the new name into a view that reads the column, and the view's own column then has it too; but it goes
/// no further, and fails where something reads that one.
fn refuse_twice_read(schema: &Schema, table: &Table, column: &str) -> Result<()> {
    let passes_on = |view: &View| {
        view.reads.contains(&(table.name.clone(), None))
            || view.reads.contains(&(table.name.clone(), Some(column.to_owned())))
                && follow::takes_name(&view.sql, column)
    };
    for first in schema.views.values().filter(|view| passes_on(view)) {
        let reads = |sql: &str| mentions(sql, &first.name.name) && mentions(sql, column);
        let second = schema.views.values().find(|view| view.name != first.name && reads(&view.sql));
        if let Some(second) = second {
            let message = format!(
                "SQLite cannot rename column `{column}` of table `{}`, which view `{}` reads by way of view `{}`",
                table.name, second.name, first.name
            );
            return Err(Error::unsupported(message).with_hint(
                "drop the views first, in a revision made with `db revision --empty`, and create them again after it",
            ));
        }
    }
    Ok(())
}

/// The statements that make the run without a rebuild, if there are such.
fn in_place(schema: &Schema, table: &Table, run: &[Change]) -> Result<Option<Vec<Statement>>> {
    let mut table = Cow::Borrowed(table);
    let mut statements = Vec::new();
    let mut done = vec![false; run.len()];
    for (at, change) in run.iter().enumerate() {
        if done.get(at).is_none_or(|done| *done) {
            continue;
        }
        let made = match change {
            Change::AddColumn { column, position, backfill } => {
                let is_last = position.is_none_or(|position| position >= table.columns.len());
                if !is_last || backfill.is_some() || !can_add(column) {
                    return Ok(None);
                }
                vec![add_column(&table, column, run, &mut done)?]
            }
            Change::DropColumn { column, .. } => {
                if !can_drop(schema, &table, &column.name) {
                    return Ok(None);
                }
                let name = quote(&table.name)?;
                vec![format!("ALTER TABLE {name} DROP COLUMN {}", Sqlite.quote(&column.name))]
            }
            Change::AddIndex(index) => vec![create_index(&table, index)?],
            Change::DropIndex(index) => vec![drop_index(&index.name)],
            Change::RenameIndex { previous, next } => rename_index(&table, previous, next)?,
            Change::AddTrigger(trigger) => vec![trigger.sql.clone()],
            Change::DropTrigger(trigger) => {
                vec![format!("DROP TRIGGER {}", Sqlite.quote(&trigger.name))]
            }
            // SQLite keeps no comments.
            Change::Comment { .. } | Change::IndexComment { .. } => Vec::new(),
            Change::AlterColumn { .. }
            | Change::ReplaceValue { .. }
            | Change::AddPrimaryKey(_)
            | Change::DropPrimaryKey(_)
            | Change::AddUnique(_)
            | Change::DropUnique(_)
            | Change::AddForeignKey(_)
            | Change::DropForeignKey(_)
            | Change::AddCheck(_)
            | Change::DropCheck(_)
            | Change::AddExclude(_)
            | Change::DropExclude(_)
            | Change::RenameConstraint { .. }
            | Change::RenameColumn { .. }
            | Change::Options { .. } => return Ok(None),
        };
        statements.extend(made.into_iter().map(Statement::new));
        table = Cow::Owned(op::alter(&table, std::slice::from_ref(change)));
    }
    Ok(Some(statements))
}

/// The words that mean the rowid as long as no column is called so; such a column can only be made with its table.
pub(in crate::dialect::sqlite) const ROWID_WORDS: [&str; 3] = ["rowid", "_rowid_", "oid"];

fn is_rowid_word(name: &str) -> bool {
    ROWID_WORDS.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// Whether `ADD COLUMN` takes it: never a stored or numbered one, nor a default that has to be computed, which SQLite
/// refuses when there are rows. `NOT NULL` without a default is taken, and fails when there are rows, as it must.
fn can_add(column: &Column) -> bool {
    let is_null = |text: &str| text.eq_ignore_ascii_case("null");
    column.identity.is_none()
        && !is_rowid_word(&column.name)
        && column
            .default
            .as_ref()
            .is_none_or(|default| is_constant(default) && (column.nullable || !is_null(&default.0)))
        && column.generated.as_ref().is_none_or(|generated| !generated.stored && column.nullable)
}

/// `ADD COLUMN`, with the keys and checks of the same run that concern this column alone; those are marked as done. They
/// go along only when every row that is there has NULL in it, which breaks none of them.
fn add_column(table: &Table, column: &Column, run: &[Change], done: &mut [bool]) -> Result<String> {
    let mut sql = format!(
        "ALTER TABLE {} ADD COLUMN {}",
        quote(&table.name)?,
        column_definition(table, column, false)
    );
    if !column.nullable || column.default.is_some() || column.generated.is_some() {
        return Ok(sql);
    }
    let is_other = |other: &&Column| !other.name.eq_ignore_ascii_case(&column.name);
    for (change, done) in run.iter().zip(done) {
        let part = match change {
            Change::AddForeignKey(key) if key.columns == [column.name.as_str()] => {
                inline_references(table, key)?
            }
            Change::AddCheck(added)
                if mentions(&added.expr.0, &column.name)
                    && !table
                        .columns
                        .iter()
                        .filter(is_other)
                        .any(|other| mentions(&added.expr.0, &other.name))
                    && !run.iter().any(|change| adds_another(change, column, &added.expr.0)) =>
            {
                check(table, added)
            }
            _ => continue,
        };
        sql.push(' ');
        sql.push_str(&part);
        *done = true;
    }
    Ok(sql)
}

/// Whether the change adds a column other than `column` that the expression mentions.
fn adds_another(change: &Change, column: &Column, expr: &str) -> bool {
    match change {
        Change::AddColumn { column: other, .. } => {
            other.name != column.name && mentions(expr, &other.name)
        }
        _ => false,
    }
}

/// Whether nothing holds on to the column, so that `DROP COLUMN` takes it.
fn can_drop(schema: &Schema, table: &Table, column: &str) -> bool {
    let has = |columns: &[String]| columns.iter().any(|other| other == column);
    let has_key = table.primary_key.as_ref().is_some_and(|key| has(&key.columns))
        || table.uniques.iter().any(|unique| has(&unique.columns))
        || table.foreign_keys.iter().any(|key| has(&key.columns));
    let has_expr = table.checks.iter().any(|check| mentions(&check.expr.0, column))
        || table
            .columns
            .iter()
            .filter_map(|other| other.generated.as_ref())
            .any(|generated| mentions(&generated.expr.0, column))
        || table.indexes.iter().any(|index| index_mentions(index, column));
    !is_rowid_word(column)
        && table.columns.len() > 1
        && !has_key
        && !has_expr
        && dependents(schema, table, column).is_empty()
}

fn index_mentions(index: &Index, column: &str) -> bool {
    let in_predicate = index.predicate.as_ref().is_some_and(|expr| mentions(&expr.0, column));
    in_predicate
        || index.parts.iter().any(|part| match &part.key {
            IndexKey::Column(other) => other == column,
            IndexKey::Expr(expr) => mentions(&expr.0, column),
        })
}

/// The views and triggers whose text names the column, and the table if it is not their own: `view `v``.
pub(in crate::dialect::sqlite) fn dependents(
    schema: &Schema,
    table: &Table,
    column: &str,
) -> Vec<String> {
    let mut found = Vec::new();
    let names = |sql: &str| mentions(sql, &table.name.name) && mentions(sql, column);
    for other in schema.tables.values() {
        let is_own = other.name == table.name;
        for trigger in &other.triggers {
            if names(&trigger.sql) || is_own && mentions(&trigger.sql, column) {
                found.push(format!("trigger `{}`", trigger.name));
            }
        }
    }
    for view in schema.views.values() {
        if names(&view.sql) {
            found.push(format!("view `{}`", view.name));
        }
        for trigger in view.triggers.iter().filter(|trigger| names(&trigger.sql)) {
            found.push(format!("trigger `{}`", trigger.name));
        }
    }
    found
}

/// Whether the text has the name as an identifier, in any case, as SQLite compares names.
fn mentions(sql: &str, name: &str) -> bool {
    let is_name = |token: &text::Token<'_>| {
        token.identifier().is_some_and(|identifier| identifier.eq_ignore_ascii_case(name))
    };
    text::tokens(sql).iter().any(is_name)
}

fn drop_index(name: &str) -> String {
    format!("DROP INDEX {}", Sqlite.quote(name))
}

fn rename_index(table: &Table, previous: &str, next: &str) -> Result<Vec<String>> {
    let Some(index) = table.indexes.iter().find(|index| index.name == previous) else {
        let message = format!("there is no index `{previous}` on table `{}`", table.name);
        return Err(Error::refused(message));
    };
    let renamed = Index { name: next.to_owned(), ..index.clone() };
    Ok(vec![drop_index(previous), create_index(table, &renamed)?])
}
