//! Enumerated types: what can be added in place, and what only a new type can give.

use crate::diff::States;
use crate::diff::object::{keys, tables_with};
use crate::diff::order::Stages;
use crate::op::{EnumChange, Op, follow, text};
use crate::schema::{Enum, Type};

pub(super) fn compare(states: &States<'_>, stages: &mut Stages) {
    let (base, next) = (states.base, states.next);
    for name in keys(&base.enums, &next.enums) {
        match (base.enums.get(name), next.enums.get(name)) {
            (None, Some(next)) => stages.create_types.push(Op::CreateEnum(next.clone())),
            (Some(previous), None) => stages.drop_types.push(Op::DropEnum(previous.clone())),
            (Some(previous), Some(next)) => change(states, previous, next, stages),
            (None, None) => {}
        }
    }
}

fn change(states: &States<'_>, previous: &Enum, next: &Enum, stages: &mut Stages) {
    let alter = |change| Op::AlterEnum { name: next.name.clone(), change };
    if previous.values != next.values {
        match added(previous, next).filter(|_| !uses_new_value(states, previous, next)) {
            Some(changes) => stages.create_types.extend(changes.into_iter().map(alter)),
            None => {
                let next = Enum { comment: previous.comment.clone(), ..next.clone() };
                stages.replaced_enums.insert(next.name.clone());
                stages.create_types.push(Op::ReplaceEnum { previous: previous.clone(), next });
            }
        }
    }
    if previous.comment != next.comment {
        let change =
            EnumChange::Comment { previous: previous.comment.clone(), next: next.comment.clone() };
        stages.create_types.push(alter(change));
    }
}

/// The additions that make `next` of `previous`, each placed; nothing if additions are not enough.
fn added(previous: &Enum, next: &Enum) -> Option<Vec<EnumChange>> {
    let kept: Vec<&String> =
        next.values.iter().filter(|value| previous.values.contains(value)).collect();
    if !kept.iter().copied().eq(&previous.values) {
        return None;
    }
    let mut changes = Vec::new();
    for (at, value) in
        next.values.iter().enumerate().filter(|(_, value)| !previous.values.contains(value))
    {
        let before =
            next.values[at..].iter().find(|later| previous.values.contains(later)).cloned();
        changes.push(EnumChange::AddValue { value: value.clone(), before });
    }
    Some(changes)
}

/// Whether a default, check or the like of this very change uses a value that it adds. A new value cannot be used in the
/// transaction that adds it; one of a new type can.
fn uses_new_value(states: &States<'_>, previous: &Enum, next: &Enum) -> bool {
    let new: Vec<&String> =
        next.values.iter().filter(|value| !previous.values.contains(value)).collect();
    let uses = |text: &str| new.iter().any(|value| text::mentions_value(text, value));
    let in_tables = tables_with(states.next, &next.name).any(|table| {
        let mut found = false;
        follow::each_expr(&mut table.clone(), &mut |expr| found |= uses(&expr.0));
        found
    });
    let hints = states.hints.backfills.values().chain(states.hints.usings.values());
    in_tables
        || hints.into_iter().any(|expr| uses(&expr.0))
        || states.next.views.values().any(|view| uses(&view.sql))
        || states.next.domains.values().any(|domain| {
            domain.ty == Type::Named(next.name.clone())
                && domain
                    .checks
                    .iter()
                    .map(|check| &check.expr)
                    .chain(&domain.default)
                    .any(|expr| uses(&expr.0))
        })
}

/// Whether columns of that type are about to be recast to a new type of the same name.
pub(super) fn is_replaced(stages: &Stages, ty: &Type) -> bool {
    match ty.element() {
        Type::Named(name) => stages.replaced_enums.contains(name),
        _ => false,
    }
}
