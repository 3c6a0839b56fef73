//! Renames that a person asked for, as ops in an order in which no name is taken twice. Guesses nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::Capability;
use crate::diff::{Hints, Spent};
use crate::error::Error;
use crate::op::{self, Change, EnumChange, Op, text};
use crate::schema::{Name, Schema, Subject};

/// The renames of `hints` that `previous` still needs; those that cannot be are told in `errors`.
pub(super) fn renames(
    previous: &Schema,
    next: &Schema,
    hints: &Hints,
    capability: &Capability,
    errors: &mut Vec<Error>,
) -> Vec<Op> {
    let mut ops = Vec::new();
    if capability.enums {
        enums(previous, next, hints, capability, &mut ops, errors);
    }
    let (old, new) = (previous.tables.keys().collect(), next.tables.keys().collect());
    for (previous, next) in pairs("table", &hints.tables, &old, &new, errors) {
        ops.push(Op::RenameTable { previous, next });
    }
    let mut base = BTreeMap::new();
    for name in next.tables.keys() {
        let before = ops.iter().find_map(|op| match op {
            Op::RenameTable { previous, next } if next == name => Some(previous),
            _ => None,
        });
        if let Some(table) = previous.tables.get(before.unwrap_or(name)) {
            base.insert(name, table);
        }
    }
    for (name, hints) in by_table(&hints.columns) {
        let (Some(before), Some(after)) = (base.get(name), next.tables.get(name)) else { continue };
        let old = before.columns.iter().map(|column| &column.name).collect();
        let new = after.columns.iter().map(|column| &column.name).collect();
        let changes: Vec<Change> =
            pairs(&format!("column of `{name}`"), &hints, &old, &new, errors)
                .into_iter()
                .map(|(previous, next)| Change::RenameColumn { previous, next })
                .collect();
        if !changes.is_empty() {
            ops.push(Op::AlterTable { table: name.clone(), changes });
        }
    }
    ops
}

fn enums(
    previous: &Schema,
    next: &Schema,
    hints: &Hints,
    capability: &Capability,
    ops: &mut Vec<Op>,
    errors: &mut Vec<Error>,
) {
    let (old, new) = (previous.enums.keys().collect(), next.enums.keys().collect());
    for (previous, next) in pairs("enum", &hints.enums, &old, &new, errors) {
        ops.push(Op::AlterEnum { name: previous, change: EnumChange::Rename { next } });
    }
    let mut base = Schema { enums: previous.enums.clone(), ..Schema::default() };
    op::apply(&mut base, ops, capability);
    for (name, hints) in by_table(&hints.enum_values) {
        let (Some(before), Some(after)) = (base.enums.get(name), next.enums.get(name)) else {
            continue;
        };
        let (old, new) = (before.values.iter().collect(), after.values.iter().collect());
        for (previous, next) in
            pairs(&format!("value of enum `{name}`"), &hints, &old, &new, errors)
        {
            ops.push(Op::AlterEnum {
                name: name.clone(),
                change: EnumChange::RenameValue { previous, next },
            });
        }
    }
}

fn by_table(hints: &BTreeMap<(Name, String), String>) -> BTreeMap<&Name, BTreeMap<String, String>> {
    let mut by_table: BTreeMap<&Name, BTreeMap<String, String>> = BTreeMap::new();
    for ((table, next), previous) in hints {
        by_table.entry(table).or_default().insert(next.clone(), previous.clone());
    }
    by_table
}

/// The pairs (previous, next) among `hints` that are to be renamed, ordered so that each new name is free in its turn.
fn pairs<K: Ord + Clone + std::fmt::Display>(
    what: &str,
    hints: &BTreeMap<K, K>,
    old: &BTreeSet<&K>,
    new: &BTreeSet<&K>,
    errors: &mut Vec<Error>,
) -> Vec<(K, K)> {
    let is_due =
        |next: &K, previous: &K| next != previous && new.contains(next) && old.contains(previous);
    let mut wanted: Vec<(&K, &K)> = hints
        .iter()
        .map(|(next, previous)| (previous, next))
        .filter(|(previous, next)| is_due(next, previous))
        .collect();
    for at in (0..wanted.len()).rev() {
        if wanted[..at].iter().any(|(previous, _)| *previous == wanted[at].0) {
            errors.push(claimed_twice(what, wanted.remove(at).0));
        }
    }
    while let Some(at) = wanted.iter().position(|(_, next)| {
        old.contains(next) && !wanted.iter().any(|(previous, _)| previous == next)
    }) {
        let (previous, next) = wanted.remove(at);
        // both names were there and both stay: the attribute is spent, and the old name is in use again
        if !new.contains(previous) {
            errors.push(taken(what, previous, next));
        }
    }
    let stays = |(previous, _): &(&K, &K)| {
        new.contains(previous) && !wanted.iter().any(|(_, next)| next == previous)
    };
    if let Some((previous, next)) = wanted.iter().find(|pair| stays(pair)) {
        errors.push(kept(what, previous, next));
        return Vec::new();
    }
    let mut names: BTreeSet<&K> = old.clone();
    let mut ordered = Vec::new();
    while !wanted.is_empty() {
        let Some(at) = wanted.iter().position(|(_, next)| !names.contains(next)) else { break };
        let (previous, next) = wanted.remove(at);
        names.remove(previous);
        names.insert(next);
        ordered.push((previous.clone(), next.clone()));
    }
    errors.extend(wanted.into_iter().map(|(previous, next)| taken(what, previous, next)));
    ordered
}

fn kept(what: &str, previous: &dyn std::fmt::Display, next: &dyn std::fmt::Display) -> Error {
    Error::refused(format!(
        "{what}: `{next}` is renamed from `{previous}`, which the models still have"
    ))
    .with_hint(format!(
        "take `renamed_from = \"{previous}\"` out, or take `{previous}` out of the models"
    ))
}

fn claimed_twice(what: &str, previous: &dyn std::fmt::Display) -> Error {
    Error::refused(format!("{what}: two are renamed from `{previous}`"))
        .with_hint(format!("leave `renamed_from = \"{previous}\"` on one of them"))
}

fn taken(what: &str, previous: &dyn std::fmt::Display, next: &dyn std::fmt::Display) -> Error {
    Error::refused(format!(
        "{what}: `{previous}` cannot be renamed to `{next}`, which is there already"
    ))
    .with_hint(format!(
        "drop `{next}` in a revision before, or rename by a third name in two revisions"
    ))
}

/// See [`super::spent`].
pub(super) fn spent(hints: &Hints, previous: &Schema, capability: &Capability) -> Vec<Spent> {
    let mut spent = Vec::new();
    let mut push =
        |subject, previous: &str| spent.push(Spent { subject, previous: previous.to_owned() });
    for (next, old) in &hints.tables {
        if !previous.tables.contains_key(old) {
            push(Subject::Table(next.clone()), &old.to_string());
        }
    }
    for ((table, next), old) in &hints.columns {
        let name = hints
            .tables
            .get(table)
            .filter(|old| previous.tables.contains_key(old))
            .unwrap_or(table);
        let is_there = previous.tables.get(name).is_some_and(|table| table.column(old).is_some());
        if !is_there {
            push(Subject::Column(table.clone(), next.clone()), old);
        }
    }
    for ((table, next), old) in &hints.constraints {
        let name = hints
            .tables
            .get(table)
            .filter(|old| previous.tables.contains_key(old))
            .unwrap_or(table);
        let Some(before) = previous.tables.get(name) else {
            push(Subject::Constraint(table.clone(), next.clone()), old);
            continue;
        };
        let is_index = before.indexes.iter().any(|index| index.name == *next || index.name == *old);
        let is_there = before.indexes.iter().any(|index| index.name == *old)
            || super::key::names(before).iter().any(|name| *name == old);
        if !is_there && is_index {
            push(Subject::Index(table.clone(), next.clone()), old);
        } else if !is_there {
            push(Subject::Constraint(table.clone(), next.clone()), old);
        }
    }
    for (next, old) in hints.enums.iter().filter(|_| capability.enums) {
        if !previous.enums.contains_key(old) {
            push(Subject::Enum(next.clone()), &old.to_string());
        }
    }
    for ((name, _), old) in &hints.enum_values {
        let before =
            hints.enums.get(name).filter(|old| previous.enums.contains_key(old)).unwrap_or(name);
        let is_there = match capability.enums {
            true => previous.enums.get(before).is_some_and(|of| of.values.contains(old)),
            false => is_listed(old, previous),
        };
        if !is_there {
            push(Subject::Enum(name.clone()), old);
        }
    }
    spent
}

/// Whether a check, as stands for an enum where there is none, says the value.
fn is_listed(value: &str, schema: &Schema) -> bool {
    let literal = format!("'{}'", value.replace('\'', "''"));
    let mut checks = schema.tables.values().flat_map(|table| &table.checks);
    checks.any(|check| text::tokens(&check.expr.0).iter().any(|token| token.text == literal))
}
