//! What a statement means for those after it in its section. Judges nothing.

use crate::dialect::Dialect;
use crate::replay::act::{Act, Action, Constraint};
use crate::schema::{Name, Schema, Table};

/// What a statement means for those after it.
#[derive(Default)]
pub(super) struct Effect {
    pub(super) touched: Vec<Name>,
    pub(super) made: Option<Name>,
    /// The columns of what is made of which it is not said that they are not NULL.
    pub(super) open: Vec<String>,
    pub(super) dropped: Vec<Name>,
    pub(super) renamed: Option<(Name, Name)>,
    /// The names of columns before and after.
    pub(super) renamed_columns: Vec<(String, String)>,
    pub(super) unvalidated: Vec<(Name, String)>,
    pub(super) value: Option<String>,
    pub(super) setting: Option<(String, String)>,
    pub(super) altered: Option<Name>,
    pub(super) analyzed: bool,
    pub(super) written: Option<(Name, Vec<String>)>,
}

/// What `act` means, which meets `schema`; `transaction` if its section is one.
pub(super) fn effect(
    dialect: &dyn Dialect,
    act: &Act<'_>,
    schema: &Schema,
    transaction: bool,
) -> Effect {
    let mut effect = Effect::default();
    match act {
        Act::CreateTable { table, open, .. } => {
            effect.open.clone_from(open);
            effect.made = Some(table.clone());
            effect.touched.push(table.clone());
        }
        Act::DropTables { tables, .. } => {
            effect.dropped.clone_from(tables);
            effect.touched.clone_from(tables);
        }
        Act::AlterTable { table, actions, .. } => {
            of_actions(&mut effect, dialect, table, actions, schema);
        }
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
        Act::Analyze => effect.analyzed = true,
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

fn of_actions(
    effect: &mut Effect,
    dialect: &dyn Dialect,
    table: &Name,
    actions: &[Action<'_>],
    schema: &Schema,
) {
    effect.touched.push(table.clone());
    effect.altered = Some(table.clone());
    for action in actions {
        match action {
            Action::RenameTable(next) => {
                let next = Name { namespace: table.namespace.clone(), name: next.clone() };
                effect.renamed = Some((table.clone(), next));
            }
            Action::SetNamespace(next) => {
                let is_default = next == dialect.capability().default_namespace;
                let namespace = (!is_default).then(|| next.clone());
                effect.renamed =
                    Some((table.clone(), Name { namespace, name: table.name.clone() }));
            }
            Action::RenameColumn { previous, next } => {
                effect.renamed_columns.push((previous.clone(), next.clone()));
            }
            Action::Attach { child, .. } | Action::Detach { child, .. } => {
                effect.touched.push(child.clone());
            }
            Action::Add(constraint) => {
                let name = match constraint {
                    Constraint::ForeignKey(key) if key.not_valid => key.name.clone(),
                    Constraint::Check(check) if check.not_valid => check.name.clone(),
                    Constraint::NotNull { name, not_valid: true, .. } => name.clone(),
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
