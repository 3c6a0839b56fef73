//! The statements of PostgreSQL for each op: which of the files beside this one writes it, and the words that all of
//! them share. How a single statement reads stands there.

mod cast;
mod change;
mod column;
mod depend;
mod enums;
mod identity;
#[cfg(feature = "replay")]
mod misfit;
mod object;
#[cfg(feature = "lint")]
mod online;
mod table;

use super::Postgres;
use crate::dialect::{Dialect, Statement, qualified};
use crate::error::Result;
use crate::op::{self, Op};
use crate::schema::{Name, Schema};

#[cfg(feature = "replay")]
pub(super) use cast::using;
#[cfg(feature = "replay")]
pub(super) use misfit::condition as misfit;
#[cfg(feature = "lint")]
pub(super) use online::{checked_attachment, checked_detachment, limited, statements as online};

/// The statements that make `op` of a database whose schema is `before`, each with what it risks.
pub(super) fn statements(op: &Op, before: &Schema) -> Result<Vec<Statement>> {
    let texts = match op {
        Op::CreateNamespace(name) => vec![format!("CREATE SCHEMA {}", quote(name))],
        Op::DropNamespace(name) => vec![format!("DROP SCHEMA {}", quote(name))],
        Op::CreateExtension { name, namespace } => {
            vec![object::create_extension(name, namespace.as_deref())]
        }
        Op::DropExtension { name, .. } => vec![format!("DROP EXTENSION {}", quote(name))],
        Op::CreateEnum(value) => enums::create(value),
        Op::DropEnum(value) => vec![format!("DROP TYPE {}", name_sql(&value.name))],
        Op::AlterEnum { name, change } => enums::alter(name, change, before)?,
        Op::ReplaceEnum { next, .. } => enums::replace(next, before)?,
        Op::CreateDomain(domain) => object::create_domain(domain),
        Op::DropDomain(domain) => vec![format!("DROP DOMAIN {}", name_sql(&domain.name))],
        Op::AlterDomain { previous, next } => object::alter_domain(previous, next)?,
        Op::CreateSequence(sequence) => vec![object::create_sequence(sequence, before)],
        Op::DropSequence(sequence) => vec![object::drop_sequence(sequence)],
        Op::AlterSequence { previous, next } => object::alter_sequence(previous, next),
        Op::CreateTable(table) => table::create(table, before),
        Op::DropTable(table) => vec![format!("DROP TABLE {}", name_sql(&table.name))],
        Op::RenameTable { previous, next } => table::rename(previous, next, before),
        Op::AlterTable { table, changes } => return change::statements(table, changes, before),
        Op::CreateView(view) => object::create_view(view),
        Op::DropView(view) => vec![object::drop_view(view)],
        Op::CreateFunction(function) => vec![function.sql.clone()],
        Op::DropFunction(function) => vec![object::drop_function(function)],
        Op::ReplaceFunction { next, .. } => vec![object::replace_function(next)],
    };
    Ok(with_hazards(texts, op::hazards(op, before)))
}

/// Statements of which the first carries what all of them risk.
fn with_hazards(texts: Vec<String>, hazards: Vec<String>) -> Vec<Statement> {
    let mut statements: Vec<Statement> = texts.into_iter().map(Statement::new).collect();
    if let (Some(first), false) = (statements.first_mut(), hazards.is_empty()) {
        first.hazard = Some(hazards.join("; "));
    }
    statements
}

fn quote(identifier: &str) -> String {
    Postgres.quote(identifier)
}

fn name_sql(name: &Name) -> String {
    qualified(&Postgres, name)
}

fn literal(text: &str) -> String {
    Postgres.literal(text)
}

/// `"a", "b"`.
fn columns_sql(columns: &[String]) -> String {
    columns.iter().map(|column| quote(column)).collect::<Vec<_>>().join(", ")
}

/// Another object in the namespace of `name`.
fn beside(name: &Name, other: impl Into<String>) -> Name {
    Name { namespace: name.namespace.clone(), name: other.into() }
}

/// `COMMENT ON … IS …`; no comment is `NULL`.
fn comment_sql(on: &str, comment: Option<&str>) -> String {
    format!("COMMENT ON {on} IS {}", comment.map_or("NULL".to_owned(), literal))
}
