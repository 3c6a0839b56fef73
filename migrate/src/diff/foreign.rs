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
    for (name, next) in &states.next.tables {
        let Some(previous) = states.base.tables.get(name) else { continue };
        if previous.foreign_keys.is_empty() && next.foreign_keys.is_empty() {
            continue;
        }
        let stands_on = |key: &ForeignKey| {
            is_moved(stages, name, &key.columns)
                || is_moved(stages, &key.table, &key.references)
                || is_unkeyed(stages, &key.table, &key.references)
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
