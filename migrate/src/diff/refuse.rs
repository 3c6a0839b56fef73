//! What is refused: a change that might be a rename and was not said to be one, since the rows hang on it, and one of
//! what could not be read, since all that it holds could not be kept.

use std::collections::BTreeSet;

use crate::dialect::Capability;
use crate::diff::States;
use crate::error::Error;
use crate::op::Op;
use crate::schema::{Column, Name, Opaque, Schema, Table};

pub(super) fn renames(states: &States<'_>, errors: &mut Vec<Error>) {
    if states.hints.drop_and_add {
        return;
    }
    let dropped: Vec<&Table> =
        missing(states.base.tables.values(), |name| states.next.tables.contains_key(name));
    let created: Vec<&Table> =
        missing(states.next.tables.values(), |name| states.base.tables.contains_key(name));
    for previous in dropped {
        if let Some(next) = created.iter().find(|next| is_alike(previous, next)) {
            errors.push(table(&previous.name, &next.name, states.dialect.capability()));
        }
    }
    for (name, next) in &states.next.tables {
        if let Some(previous) = states.base.tables.get(name) {
            columns(states, name, previous, next, errors);
        }
    }
}

fn missing<'a>(
    tables: impl Iterator<Item = &'a Table>,
    is_there: impl Fn(&Name) -> bool,
) -> Vec<&'a Table> {
    tables.filter(|table| !is_there(&table.name)).collect()
}

/// Whether at least four columns of five are the same by name and type.
fn is_alike(previous: &Table, next: &Table) -> bool {
    let columns = |table: &Table| -> BTreeSet<_> {
        table.columns.iter().map(|column| (column.name.clone(), column.ty.clone())).collect()
    };
    let longest = previous.columns.len().max(next.columns.len());
    let shortest = previous.columns.len().min(next.columns.len());
    if shortest * 5 < longest * 4 || shortest == 0 {
        return false;
    }
    columns(previous).intersection(&columns(next)).count() * 5 >= longest * 4
}

fn table(previous: &Name, next: &Name, capability: &Capability) -> Error {
    // within an attribute, a name without a namespace is one of the table's own
    let namespace = previous.namespace.as_deref().unwrap_or(capability.default_namespace);
    let written = if previous.namespace == next.namespace {
        previous.name.clone()
    } else {
        format!("{namespace}.{}", previous.name)
    };
    Error::refused(format!("table `{previous}` is gone and `{next}`, which is like it, is new: a rename keeps the rows"))
        .with_hint(format!(
            "write `#[table(renamed_from = \"{written}\")]` on `{next}`, or pass `--drop-and-add` if the rows shall go"
        ))
}

fn columns(
    states: &States<'_>,
    table: &Name,
    previous: &Table,
    next: &Table,
    errors: &mut Vec<Error>,
) {
    let dropped: Vec<&Column> =
        previous.columns.iter().filter(|column| next.column(&column.name).is_none()).collect();
    if dropped.is_empty() {
        return;
    }
    // a column that says where its values come from does not take them from an old one by renaming it
    let has_values = |column: &Column| {
        states.hints.backfills.contains_key(&(table.clone(), column.name.clone()))
    };
    let mut added: Vec<&Column> = next
        .columns
        .iter()
        .filter(|column| previous.column(&column.name).is_none() && !has_values(column))
        .collect();
    for before in dropped {
        let is_like = |after: &&Column| {
            after.ty == before.ty && after.generated.is_some() == before.generated.is_some()
        };
        if before.generated.is_some() {
            continue;
        }
        if let Some(at) = added.iter().position(is_like) {
            let after = added.remove(at);
            errors.push(column(table, &before.name, &after.name));
        }
    }
}

fn column(table: &Name, previous: &str, next: &str) -> Error {
    Error::refused(format!(
        "column `{table}.{previous}` is gone and `{table}.{next}`, of the same type, is new: a rename keeps the values"
    ))
    .with_hint(format!(
        "write `#[column(renamed_from = \"{previous}\")]` on `{next}`, or pass `--drop-and-add` if the values shall go"
    ))
}

/// Refuses ops on what `previous` holds and nobody could read, and on tables that such things stand on.
pub(super) fn opaque(
    previous: &Schema,
    ops: &[Op],
    capability: &Capability,
    errors: &mut Vec<Error>,
) {
    let touched: Vec<&Name> = ops.iter().flat_map(touched).collect();
    let is = |one: &Name, other: &Name| {
        one == other
            || capability.case_insensitive
                && one.namespace == other.namespace
                && one.name.eq_ignore_ascii_case(&other.name)
    };
    for Opaque { on, kind, name, sql: _, reason } in &previous.opaque {
        if !touched.iter().any(|touched| is(touched, on)) {
            continue;
        }
        let what = if on.name == *name {
            format!("{kind} `{name}` is in the database and could not be read: {reason}")
        } else {
            format!("`{on}` cannot be changed, its {kind} `{name}` could not be read: {reason}")
        };
        errors.push(Error::refused(what).with_hint(
            "write the change by hand: `cargo xtask db revision --empty \"describe the change\"`",
        ));
    }
}

/// The tables and views that an op makes, changes or takes away.
fn touched(op: &Op) -> Vec<&Name> {
    match op {
        Op::CreateTable(table) | Op::DropTable(table) => vec![&table.name],
        Op::RenameTable { previous, next } => vec![previous, next],
        Op::AlterTable { table, .. } => vec![table],
        Op::CreateView(view) | Op::DropView(view) => vec![&view.name],
        Op::CreateNamespace(_)
        | Op::DropNamespace(_)
        | Op::CreateExtension { .. }
        | Op::DropExtension { .. }
        | Op::CreateEnum(_)
        | Op::DropEnum(_)
        | Op::AlterEnum { .. }
        | Op::ReplaceEnum { .. }
        | Op::CreateDomain(_)
        | Op::DropDomain(_)
        | Op::AlterDomain { .. }
        | Op::CreateSequence(_)
        | Op::DropSequence(_)
        | Op::AlterSequence { .. }
        | Op::CreateFunction(_)
        | Op::DropFunction(_)
        | Op::ReplaceFunction { .. } => Vec::new(),
    }
}
