//! What a statement means for those after it in its section. Judges nothing.

use crate::replay::act::{Act, Action, Constraint};
use crate::schema::{Name, Schema, Table};

/// What a statement means for those after it.
#[derive(Default)]
pub(super) struct Effect {
    pub(super) touched: Vec<Name>,
    pub(super) made: Option<Name>,
    pub(super) dropped: Vec<Name>,
    pub(super) renamed: Option<(Name, Name)>,
    pub(super) unvalidated: Vec<(Name, String)>,
    pub(super) value: Option<String>,
    pub(super) setting: Option<(String, String)>,
    pub(super) altered: Option<Name>,
    pub(super) written: Option<(Name, Vec<String>)>,
}

/// What `act` means, which meets `schema`.
pub(super) fn effect(act: &Act<'_>, schema: &Schema, transaction: bool) -> Effect {
    let mut effect = Effect::default();
    match act {
        Act::CreateTable { table, .. } => {
            effect.made = Some(table.clone());
            effect.touched.push(table.clone());
        }
        Act::DropTables { tables, .. } => {
            effect.dropped.clone_from(tables);
            effect.touched.clone_from(tables);
        }
        Act::AlterTable { table, actions, .. } => of_actions(&mut effect, table, actions, schema),
        Act::CreateIndex { on, .. } => {
            effect.touched.push(on.clone());
            effect.touched.extend(partitions(schema, on));
        }
        Act::DropIndexes { indexes, .. } => {
            effect.touched.extend(indexes.iter().map(|(on, _)| on.clone()));
        }
        Act::AddEnumValue { value, .. } => effect.value = Some(value.clone()),
        // Outside a transaction a local setting is gone at once.
        Act::Set { name, value, local } if !local || transaction => {
            effect.setting = Some((name.clone(), value.clone()));
        }
        Act::Pragma { name, value: Some(value) } => {
            effect.setting = Some((name.clone(), value.clone()));
        }
        Act::Write(write) => {
            effect.touched.push(write.table.clone());
            effect.written = Some((write.table.clone(), write.columns.clone()));
        }
        Act::Reindex { .. }
        | Act::Comment { .. }
        | Act::Rewrite { .. }
        | Act::Refresh { .. }
        | Act::CreateTrigger { .. }
        | Act::DropTrigger { .. }
        | Act::Policy { .. }
        | Act::Drop { .. }
        | Act::RenameNamespace { .. }
        | Act::RenameEnumValue { .. }
        | Act::TightenDomain { .. }
        | Act::ValidateDomain { .. }
        | Act::Truncate { .. }
        | Act::Set { .. }
        | Act::Pragma { value: None, .. }
        | Act::Transaction(_)
        | Act::Permission
        | Act::UpdateExtension { .. } => {}
    }
    effect
}

fn of_actions(effect: &mut Effect, table: &Name, actions: &[Action<'_>], schema: &Schema) {
    effect.touched.push(table.clone());
    effect.altered = Some(table.clone());
    for action in actions {
        match action {
            Action::RenameTable(next) => {
                let next = Name { namespace: table.namespace.clone(), name: next.clone() };
                effect.renamed = Some((table.clone(), next));
            }
            Action::Attach { child, .. } | Action::Detach { child, .. } => {
                effect.touched.push(child.clone());
            }
            Action::Add(constraint) => {
                let name = match constraint {
                    Constraint::ForeignKey(key) if key.not_valid => key.name.clone(),
                    Constraint::Check(check) if check.not_valid => check.name.clone(),
                    _ => None,
                };
                effect.unvalidated.extend(name.map(|name| (table.clone(), name)));
            }
            _ => {}
        }
    }
    effect.touched.extend(partitions(schema, table));
}

/// The partitions of a table, which follow it.
fn partitions(schema: &Schema, table: &Name) -> Vec<Name> {
    let is_parted =
        schema.tables.get(table).is_some_and(|table| table.options.partition_by.is_some());
    let is_part = |other: &&Table| {
        other.options.partition_of.as_ref().is_some_and(|(parent, _)| parent == table)
    };
    let parts = schema.tables.values().filter(|_| is_parted).filter(is_part);
    parts.map(|part| part.name.clone()).collect()
}
