//! The columns of one table, which of them are made anew, and in which order they change.

use std::collections::BTreeSet;

use crate::diff::States;
use crate::op::{Change, text};
use crate::schema::{Column, Generated, Identity, IdentityKind, Name, Table};

/// How the columns of a table change.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// In the order in which they can run.
    pub changes: Vec<Change>,
    /// Columns that are dropped and added anew, by name: what stands on them goes and comes with them.
    pub recreated: BTreeSet<String>,
    /// Columns that are gone.
    pub dropped: BTreeSet<String>,
    /// Columns whose type changes.
    pub retyped: BTreeSet<String>,
    /// Columns that cease to be generated: what stands on them must go and come with them, for the way back.
    pub freed: BTreeSet<String>,
}

pub(super) fn compare(states: &States<'_>, name: &Name, previous: &Table, next: &Table) -> Columns {
    let mut columns = Columns::default();
    let pins = states.dialect.capability().pins_what_is_read;
    columns.recreated = recreated(previous, next, pins);
    for column in &previous.columns {
        match next.column(&column.name) {
            None => {
                columns.dropped.insert(column.name.clone());
            }
            Some(after) => {
                if column.ty != after.ty {
                    columns.retyped.insert(column.name.clone());
                }
                if column.generated.is_some() && after.generated.is_none() {
                    columns.freed.insert(column.name.clone());
                }
            }
        }
    }
    columns.changes = changes(states, name, previous, next, &columns);
    columns
}

/// Columns that become generated or are computed otherwise than before, and on databases where what is read is pinned
/// those that read a column that changes.
fn recreated(previous: &Table, next: &Table, pins: bool) -> BTreeSet<String> {
    let mut recreated = BTreeSet::new();
    for column in &previous.columns {
        let Some(after) = next.column(&column.name) else { continue };
        let Some(generated) = &after.generated else { continue };
        let reads_changed = || {
            previous.columns.iter().any(|other| {
                let is_changed = next.column(&other.name).is_none_or(|later| later.ty != other.ty);
                is_changed
                    && other.name != column.name
                    && text::mentions(&generated.expr.0, &other.name)
            })
        };
        let is_other =
            column.generated.as_ref() != Some(generated) || column.ty != after.ty && pins;
        if is_other || pins && reads_changed() {
            recreated.insert(column.name.clone());
        }
    }
    recreated
}

/// ```text
/// drop generated, add plain (their backfills may read what is dropped later), alter, drop plain, add generated
/// ```
fn changes(
    states: &States<'_>,
    name: &Name,
    previous: &Table,
    next: &Table,
    columns: &Columns,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut order: Vec<&str> = previous.columns.iter().map(|column| column.name.as_str()).collect();
    let is_gone = |column: &Column| {
        columns.dropped.contains(&column.name) || columns.recreated.contains(&column.name)
    };
    let is_new = |column: &&Column| {
        previous.column(&column.name).is_none() || columns.recreated.contains(&column.name)
    };
    let is_generated = |column: &Column| column.generated.is_some();
    for column in previous.columns.iter().filter(|column| is_gone(column) && is_generated(column)) {
        changes.push(drop_column(&mut order, column));
    }
    for column in next.columns.iter().filter(is_new).filter(|column| !is_generated(column)) {
        changes.push(add_column(states, name, column));
        order.push(&column.name);
    }
    for column in &previous.columns {
        if let Some(after) = next.column(&column.name)
            && !columns.recreated.contains(&column.name)
            && !is_same(column, after)
        {
            changes.push(alter_column(states, name, column, after));
        }
    }
    for column in previous.columns.iter().filter(|column| is_gone(column) && !is_generated(column))
    {
        changes.push(drop_column(&mut order, column));
    }
    for column in next.columns.iter().filter(is_new).filter(|column| is_generated(column)) {
        changes.push(add_column(states, name, column));
    }
    changes
}

fn drop_column(order: &mut Vec<&str>, column: &Column) -> Change {
    let position = order.iter().position(|name| *name == column.name);
    if let Some(position) = position {
        order.remove(position);
    }
    // at the end it needs no place, which spares a copy of the table on the way back
    Change::DropColumn { column: column.clone(), position: position.filter(|at| *at < order.len()) }
}

fn add_column(states: &States<'_>, table: &Name, column: &Column) -> Change {
    let backfill = match &column.generated {
        Some(Generated { .. }) => None,
        None => states.hints.backfills.get(&(table.clone(), column.name.clone())).cloned(),
    };
    Change::AddColumn { column: column.clone(), position: None, backfill }
}

fn alter_column(states: &States<'_>, table: &Name, previous: &Column, next: &Column) -> Change {
    let key = (table.clone(), next.name.clone());
    let closes = previous.nullable && !next.nullable;
    Change::AlterColumn {
        previous: previous.clone(),
        next: Column { identity: named_like(previous, next), ..next.clone() },
        backfill: states.hints.backfills.get(&key).filter(|_| closes).cloned(),
        using: states.hints.usings.get(&key).filter(|_| previous.ty != next.ty).cloned(),
    }
}

/// Whether two states of a column are one: where `next` does not say what the sequence behind it is called, it is called
/// whatever it is.
pub(super) fn is_same(previous: &Column, next: &Column) -> bool {
    let is_same_identity = match (&previous.identity, &next.identity) {
        (None, None) => true,
        (Some(previous), Some(next)) => is_same_identity(previous, next),
        (Some(_), None) | (None, Some(_)) => false,
    };
    is_same_identity
        && previous.ty == next.ty
        && previous.nullable == next.nullable
        && previous.null_conflict == next.null_conflict
        && previous.default == next.default
        && previous.generated == next.generated
        && previous.collation == next.collation
        && previous.comment == next.comment
}

fn is_same_identity(previous: &Identity, next: &Identity) -> bool {
    previous.kind == next.kind
        && previous.options == next.options
        && (next.sequence.is_none() || previous.sequence == next.sequence)
}

/// The numbering of `next`, with the name of the sequence that is there if it is to stay.
fn named_like(previous: &Column, next: &Column) -> Option<Identity> {
    let mut identity = next.identity.clone()?;
    let is_serial = |kind| match kind {
        IdentityKind::Serial => true,
        IdentityKind::ByDefault | IdentityKind::Always => false,
    };
    if let Some(before) = &previous.identity
        && identity.sequence.is_none()
        && is_serial(before.kind) == is_serial(identity.kind)
    {
        identity.sequence.clone_from(&before.sequence);
    }
    Some(identity)
}
