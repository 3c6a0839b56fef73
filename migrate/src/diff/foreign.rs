//! Foreign keys where they can be altered: dropped before everything that they could hold back, added after everything
//! that they refer to.

use std::collections::BTreeSet;

use crate::diff::order::Stages;
use crate::diff::{States, key};
use crate::op::Change;
use crate::schema::{ForeignKey, Name};

pub(super) fn compare(states: &States<'_>, stages: &mut Stages) {
    let capability = states.dialect.capability();
    if !capability.alter_foreign_keys {
        return;
    }
    release(stages);
    for (name, next) in &states.next.tables {
        let Some(previous) = states.base.tables.get(name) else { continue };
        if previous.foreign_keys.is_empty() && next.foreign_keys.is_empty() {
            continue;
        }
        let stands_on = |key: &ForeignKey| {
            is_moved(stages, name, &key.columns)
                || is_moved(stages, &key.table, &key.references)
                || is_unkeyed(stages, &key.table, &key.references)
                || is_relogged(stages, name)
                || is_relogged(stages, &key.table)
        };
        let keys = key::foreign_keys(previous, next, &stands_on, capability);
        // they go first of all, before a key that they refer to can go
        if !keys.drops.is_empty() {
            stages.drop_foreign_keys.insert(name.clone(), keys.drops);
        }
        if !keys.renames.is_empty() {
            stages.alters.entry(name.clone()).or_default().extend(keys.renames);
        }
        if !keys.adds.is_empty() {
            stages.late.insert(name.clone(), keys.adds);
        }
    }
}

/// Keys of tables that go to tables that change: the tables go after the change, their keys must go before.
fn release(stages: &mut Stages) {
    let mut released = Vec::new();
    for (name, table) in &stages.drops {
        let holds_back = |key: &&ForeignKey| {
            is_moved(stages, &key.table, &key.references)
                || is_unkeyed(stages, &key.table, &key.references)
                || is_relogged(stages, &key.table)
        };
        let keys: Vec<ForeignKey> = table.foreign_keys.iter().filter(holds_back).cloned().collect();
        if !keys.is_empty() {
            released.push((name.clone(), keys));
        }
    }
    for (name, keys) in released {
        if let Some(table) = stages.drops.get_mut(&name) {
            table.foreign_keys.retain(|key| !keys.contains(key));
        }
        let drops = keys.into_iter().map(Change::DropForeignKey).collect();
        stages.drop_foreign_keys.insert(name, drops);
    }
}

/// Whether one of the columns gets another type or is made anew.
fn is_moved(stages: &Stages, table: &Name, names: &[String]) -> bool {
    stages.columns.get(table).is_some_and(|columns| {
        let moved = |name: &String| {
            columns.retyped.contains(name)
                || columns.recreated.contains(name)
                || columns.freed.contains(name)
        };
        names.iter().any(moved)
    })
}

/// Whether the table gets or loses its place in the log: a table in the log cannot refer to one that is not, at no
/// moment.
fn is_relogged(stages: &Stages, table: &Name) -> bool {
    stages.alters.get(table).into_iter().flatten().any(|change| match change {
        Change::Options { previous, next } => previous.unlogged != next.unlogged,
        _ => false,
    })
}

/// Whether the key that is referred to is dropped, be it to come back otherwise.
fn is_unkeyed(stages: &Stages, table: &Name, names: &[String]) -> bool {
    let wanted: BTreeSet<&String> = names.iter().collect();
    let is_it = |columns: &[String]| columns.iter().collect::<BTreeSet<_>>() == wanted;
    let changes = stages.alters.get(table).into_iter().chain(stages.early.get(table)).flatten();
    changes.into_iter().any(|change| match change {
        Change::DropPrimaryKey(key) => names.is_empty() || is_it(&key.columns),
        Change::DropUnique(unique) => is_it(&unique.columns),
        Change::DropIndex(index) => index.unique && is_it(&key::plain_columns(index)),
        _ => false,
    })
}
