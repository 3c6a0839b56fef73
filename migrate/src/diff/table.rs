//! Tables: which come, which go, and all that changes within one, but for foreign keys between tables.

use crate::diff::column::{self, Columns};
use crate::diff::order::Stages;
use crate::diff::{States, enums, key};
use crate::error::Error;
use crate::op::{Change, follow, text};
use crate::schema::{Column, Name, Table};

pub(super) fn compare(states: &States<'_>, stages: &mut Stages, errors: &mut Vec<Error>) {
    for (name, table) in &states.next.tables {
        match states.base.tables.get(name) {
            None => {
                stages.creates.insert(name.clone(), table.clone());
            }
            Some(previous) => alter(states, name, previous, table, stages, errors),
        }
    }
    for (name, table) in &states.base.tables {
        if !states.next.tables.contains_key(name) {
            keep_writers(states, table, errors);
            stages.drops.insert(name.clone(), table.clone());
        }
    }
}

fn alter(
    states: &States<'_>,
    name: &Name,
    previous: &Table,
    next: &Table,
    stages: &mut Stages,
    errors: &mut Vec<Error>,
) {
    if previous == next {
        return;
    }
    let columns = column::compare(states, name, previous, next);
    let mut keys = key::compare(previous, next, &columns, states.dialect.capability());
    keep_triggers(name, next, &columns, errors);
    before_enums(states, name, previous, &mut keys.drops, stages);
    let mut changes = Vec::new();
    changes.append(&mut keys.drops);
    changes.append(&mut keys.renames);
    changes
        .extend(columns.changes.iter().cloned().map(|change| after_default(change, stages, name)));
    values(states, name, previous, next, &mut changes);
    if previous.options != next.options {
        changes.push(Change::Options {
            previous: previous.options.clone(),
            next: next.options.clone(),
        });
    }
    changes.append(&mut keys.adds);
    if previous.comment != next.comment {
        changes.push(Change::Comment {
            previous: previous.comment.clone(),
            next: next.comment.clone(),
        });
    }
    if !changes.is_empty() {
        stages.alters.insert(name.clone(), changes);
    }
    stages.columns.insert(name.clone(), columns);
}

/// A trigger of another table whose body names a table that goes would fail from then on.
fn keep_writers(states: &States<'_>, dropped: &Table, errors: &mut Vec<Error>) {
    if !states.dialect.capability().lexis.trigger_bodies {
        return;
    }
    let tables = states.next.tables.values().flat_map(|table| &table.triggers);
    let views = states.next.views.values().flat_map(|view| &view.triggers);
    for trigger in tables.chain(views) {
        if follow::names_table(&trigger.sql, &dropped.name.name) {
            let (name, trigger) = (&dropped.name, &trigger.name);
            errors.push(
                Error::refused(format!("trigger `{trigger}` names table `{name}`, which goes"))
                    .with_hint("drop or rewrite the trigger first, in a revision made with `db revision --empty`"),
            );
        }
    }
}

/// A trigger that reads a column that goes would be broken by it.
fn keep_triggers(name: &Name, next: &Table, columns: &Columns, errors: &mut Vec<Error>) {
    for trigger in &next.triggers {
        for column in
            columns.dropped.iter().filter(|column| key::reads_own_column(&trigger.sql, column))
        {
            errors.push(
                Error::refused(format!("trigger `{}` on `{name}` reads column `{column}`, which goes", trigger.name))
                    .with_hint("drop or rewrite the trigger first, in a revision made with `db revision --empty`"),
            );
        }
    }
}

/// What must go before an enum is replaced: defaults that are about to change, and all that is dropped from the table
/// anyway, since either may name values that the new type has not.
fn before_enums(
    states: &States<'_>,
    name: &Name,
    previous: &Table,
    drops: &mut Vec<Change>,
    stages: &mut Stages,
) {
    let next = states.next.tables.get(name);
    let replaced: Vec<&Column> =
        previous.columns.iter().filter(|column| enums::is_replaced(stages, &column.ty)).collect();
    if replaced.is_empty() {
        return;
    }
    let mut first = std::mem::take(drops);
    for column in replaced.into_iter().filter(|column| column.default.is_some()) {
        let after = next.and_then(|table| table.column(&column.name));
        if after.is_some_and(|after| after.default == column.default && after.ty == column.ty) {
            continue;
        }
        let next = Column { default: None, ..column.clone() };
        first.push(Change::AlterColumn {
            previous: column.clone(),
            next,
            backfill: None,
            using: None,
        });
    }
    if !first.is_empty() {
        stages.early.entry(name.clone()).or_default().extend(first);
    }
}

/// The same change for a column whose default an earlier op has taken.
fn after_default(change: Change, stages: &Stages, table: &Name) -> Change {
    let is_bare = |name: &str| {
        stages.early.get(table).into_iter().flatten().any(|early| match early {
            Change::AlterColumn { next, .. } => next.name == name && next.default.is_none(),
            _ => false,
        })
    };
    match change {
        Change::AlterColumn { previous, next, backfill, using } if is_bare(&previous.name) => {
            Change::AlterColumn {
                previous: Column { default: None, ..previous },
                next,
                backfill,
                using,
            }
        }
        Change::DropColumn { column, position } if is_bare(&column.name) => {
            Change::DropColumn { column: Column { default: None, ..column }, position }
        }
        other => other,
    }
}

/// Renamed values of enums that are checks here: the rows hold their text.
fn values(
    states: &States<'_>,
    name: &Name,
    previous: &Table,
    next: &Table,
    changes: &mut Vec<Change>,
) {
    let is_allowed = |table: &Table, column: &str, value: &str| {
        table.checks.iter().any(|check| {
            text::mentions(&check.expr.0, column) && text::mentions_value(&check.expr.0, value)
        })
    };
    for ((table, column), pairs) in &states.hints.values {
        if table != name || previous.column(column).is_none() {
            continue;
        }
        for (old, new) in pairs {
            let is_due = is_allowed(previous, column, old)
                && !is_allowed(next, column, old)
                && !is_allowed(previous, column, new)
                && is_allowed(next, column, new);
            if is_due {
                changes.push(Change::ReplaceValue {
                    column: column.clone(),
                    previous: old.clone(),
                    next: new.clone(),
                });
            }
        }
    }
}
