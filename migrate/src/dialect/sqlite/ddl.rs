//! The statements of SQLite for each op; how a table is written is `ddl/create.rs`, how one is changed `ddl/alter.rs`.

pub(super) mod alter;
pub(super) mod create;

use crate::dialect::sqlite::Sqlite;
use crate::dialect::{Dialect, Statement};
use crate::error::{Error, Result};
use crate::op::Op;
use crate::schema::{Name, Schema, View};

/// The statements that make one change; `before` is the schema that it meets.
pub(super) fn statements(op: &Op, before: &Schema) -> Result<Vec<Statement>> {
    match op {
        Op::CreateTable(table) => create::statements(table),
        Op::DropTable(table) => {
            Ok(vec![Statement::new(format!("DROP TABLE {}", quote(&table.name)?))])
        }
        Op::RenameTable { previous, next } => rename_table(previous, next),
        Op::AlterTable { table, changes } => alter::statements(before, table, changes),
        Op::CreateView(view) => create_view(view),
        Op::DropView(view) => Ok(vec![Statement::new(format!("DROP VIEW {}", quote(&view.name)?))]),
        Op::CreateNamespace(name) | Op::DropNamespace(name) => Err(no_namespaces(name)),
        // Helpers of other databases: nothing here needs them, so there is nothing to do.
        Op::CreateExtension { .. } | Op::DropExtension { .. } => Ok(Vec::new()),
        Op::CreateEnum(made) | Op::DropEnum(made) | Op::ReplaceEnum { next: made, .. } => {
            Err(lacks("type", &made.name))
        }
        Op::AlterEnum { name, .. } => Err(lacks("type", name)),
        Op::CreateDomain(domain)
        | Op::DropDomain(domain)
        | Op::AlterDomain { next: domain, .. } => Err(lacks("domain", &domain.name)),
        Op::CreateSequence(sequence)
        | Op::DropSequence(sequence)
        | Op::AlterSequence { next: sequence, .. } => Err(lacks("sequence", &sequence.name)),
        Op::CreateFunction(function)
        | Op::DropFunction(function)
        | Op::ReplaceFunction { next: function, .. } => Err(lacks("function", &function.name)),
    }
}

/// The name of a table or view, quoted.
pub(super) fn quote(name: &Name) -> Result<String> {
    match &name.namespace {
        Some(namespace) => Err(no_namespaces(namespace)),
        None => Ok(Sqlite.quote(&name.name)),
    }
}

fn no_namespaces(name: &str) -> Error {
    Error::unsupported(format!("SQLite has no schemas, so there can be no `{name}`"))
        .with_hint("leave the schema out of the models, or take `sqlite` out of the dialects")
}

fn lacks(kind: &str, name: &Name) -> Error {
    Error::unsupported(format!("SQLite has nothing like {kind} `{name}`"))
}

/// Follows the table into indexes, foreign keys, triggers and views, as SQLite does by itself. A name that differs only
/// in case is taken already, by the table itself, so that way leads over a third one.
fn rename_table(previous: &Name, next: &Name) -> Result<Vec<Statement>> {
    let rename =
        |from: &str, to: &str| Statement::new(format!("ALTER TABLE {from} RENAME TO {to}"));
    let (from, to) = (quote(previous)?, quote(next)?);
    if !previous.name.eq_ignore_ascii_case(&next.name) {
        return Ok(vec![rename(&from, &to)]);
    }
    let between = Sqlite.quote(&format!("_migrate_old_{}", previous.name));
    Ok(vec![rename(&from, &between), rename(&between, &to)])
}

fn create_view(view: &View) -> Result<Vec<Statement>> {
    if view.materialized {
        return Err(Error::unsupported(format!(
            "SQLite has no materialized views, so there can be no `{}`",
            view.name
        )));
    }
    let mut statements = vec![Statement::new(view.sql.clone())];
    statements.extend(view.triggers.iter().map(|trigger| Statement::new(trigger.sql.clone())));
    Ok(statements)
}
