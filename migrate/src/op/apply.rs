//! A schema after ops. Total: what an op names and the schema does not hold is passed over, since the same ops are told
//! of schemas that people wrote.

use crate::dialect::Capability;
use crate::op::{Change, EnumChange, Op, follow, qualify};
use crate::schema::{Enum, Name, PrimaryKey, Schema, Table};

/// Makes of `schema` what it is after all of `ops` on a database that can do what `capability` says, which decides what a
/// rename does to the views that read what is renamed.
///
/// Each op costs what it changes; only a rename looks through the whole schema, for what names the thing renamed.
pub fn apply(schema: &mut Schema, ops: &[Op], capability: &Capability) {
    for op in ops {
        apply_one(schema, op, capability);
    }
}

fn apply_one(schema: &mut Schema, op: &Op, capability: &Capability) {
    match op {
        Op::CreateNamespace(name) => {
            schema.namespaces.insert(name.clone());
        }
        Op::DropNamespace(name) => {
            schema.namespaces.remove(name);
        }
        Op::CreateExtension { name, namespace } => {
            schema.extensions.insert(name.clone(), namespace.clone());
        }
        Op::DropExtension { name, .. } => {
            schema.extensions.remove(name);
        }
        Op::CreateEnum(next) | Op::ReplaceEnum { next, .. } => {
            schema.enums.insert(next.name.clone(), next.clone());
        }
        Op::DropEnum(previous) => {
            schema.enums.remove(&previous.name);
        }
        Op::AlterEnum { name, change } => alter_enum(schema, name, change),
        Op::CreateDomain(next) | Op::AlterDomain { next, .. } => {
            schema.domains.insert(next.name.clone(), next.clone());
        }
        Op::DropDomain(previous) => {
            schema.domains.remove(&previous.name);
        }
        Op::CreateSequence(next) | Op::AlterSequence { next, .. } => {
            schema.sequences.insert(next.name.clone(), next.clone());
        }
        Op::DropSequence(previous) => {
            schema.sequences.remove(&previous.name);
        }
        Op::CreateTable(next) => {
            schema.tables.insert(next.name.clone(), next.clone());
        }
        Op::DropTable(previous) => {
            schema.tables.remove(&previous.name);
        }
        Op::RenameTable { previous, next } => {
            follow::rename_table(schema, previous, next);
            if previous.namespace != next.namespace {
                qualify::requalify(schema, next, capability.default_namespace);
            }
        }
        Op::AlterTable { table, changes } => {
            changes.iter().for_each(|change| alter_within(schema, table, change, capability))
        }
        Op::CreateView(next) => {
            schema.views.insert(next.name.clone(), next.clone());
        }
        Op::DropView(previous) => {
            schema.views.remove(&previous.name);
        }
        Op::CreateFunction(next) | Op::ReplaceFunction { next, .. } => {
            schema.functions.insert(next.name.clone(), next.clone());
        }
        Op::DropFunction(previous) => {
            schema.functions.remove(&previous.name);
        }
    }
}

/// A rename reaches beyond its table; everything else stays within.
fn alter_within(schema: &mut Schema, table: &Name, change: &Change, capability: &Capability) {
    if let Change::RenameColumn { previous, next } = change {
        if capability.views_keep_names {
            follow::keep_names(schema, table, previous, next);
        }
        follow::rename_column(schema, table, previous, next);
    } else if let Some(table) = schema.tables.get_mut(table) {
        change_table(table, change);
    }
}

/// `table` after all of `changes`.
pub fn alter(table: &Table, changes: &[Change]) -> Table {
    let mut table = table.clone();
    changes.iter().for_each(|change| change_table(&mut table, change));
    table
}

fn change_table(table: &mut Table, change: &Change) {
    match change {
        Change::AddColumn { column, position, .. } => {
            let end = table.columns.len();
            table.columns.insert(position.unwrap_or(end).min(end), column.clone());
        }
        Change::DropColumn { column, .. } => {
            table.columns.retain(|other| other.name != column.name)
        }
        Change::RenameColumn { previous, next } => follow::rename_own_column(table, previous, next),
        Change::AlterColumn { previous, next, .. } => {
            for column in table.columns.iter_mut().filter(|column| column.name == previous.name) {
                column.clone_from(next);
            }
        }
        Change::ReplaceValue { .. } => {}
        Change::AddPrimaryKey(key) => add_primary_key(table, key),
        Change::DropPrimaryKey(_) => table.primary_key = None,
        Change::AddUnique(next) => table.uniques.push(next.clone()),
        Change::DropUnique(previous) => remove(&mut table.uniques, previous),
        Change::AddForeignKey(next) => table.foreign_keys.push(next.clone()),
        Change::DropForeignKey(previous) => remove(&mut table.foreign_keys, previous),
        Change::AddCheck(next) => table.checks.push(next.clone()),
        Change::DropCheck(previous) => remove(&mut table.checks, previous),
        Change::AddExclude(next) => table.excludes.push(next.clone()),
        Change::DropExclude(previous) => table.excludes.retain(|other| other.name != previous.name),
        Change::RenameConstraint { previous, next } => rename_constraint(table, previous, next),
        Change::AddIndex(next) => table.indexes.push(next.clone()),
        Change::DropIndex(previous) => table.indexes.retain(|other| other.name != previous.name),
        Change::RenameIndex { previous, next } => {
            for index in table.indexes.iter_mut().filter(|index| index.name == *previous) {
                index.name.clone_from(next);
            }
        }
        Change::IndexComment { index: name, next, .. } => {
            for index in table.indexes.iter_mut().filter(|index| index.name == *name) {
                index.comment.clone_from(next);
            }
        }
        Change::AddTrigger(next) => table.triggers.push(next.clone()),
        Change::DropTrigger(previous) => table.triggers.retain(|other| other.name != previous.name),
        Change::Comment { next, .. } => table.comment.clone_from(next),
        Change::Options { next, .. } => table.options.clone_from(next),
    }
}

/// The first that is equal: two equal constraints without a name are two.
fn remove<T: PartialEq>(list: &mut Vec<T>, item: &T) {
    if let Some(at) = list.iter().position(|other| other == item) {
        list.remove(at);
    }
}

fn add_primary_key(table: &mut Table, key: &PrimaryKey) {
    for column in table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
        column.nullable = false;
    }
    table.primary_key = Some(key.clone());
}

fn rename_constraint(table: &mut Table, previous: &str, next: &str) {
    let names = table
        .primary_key
        .iter_mut()
        .map(|key| &mut key.name)
        .chain(table.uniques.iter_mut().map(|unique| &mut unique.name))
        .chain(table.foreign_keys.iter_mut().map(|key| &mut key.name))
        .chain(table.checks.iter_mut().map(|check| &mut check.name));
    for name in names.filter(|name| name.as_deref() == Some(previous)) {
        *name = Some(next.to_owned());
    }
    for exclude in table.excludes.iter_mut().filter(|exclude| exclude.name == previous) {
        next.clone_into(&mut exclude.name);
    }
}

fn alter_enum(schema: &mut Schema, name: &Name, change: &EnumChange) {
    match change {
        EnumChange::Rename { next } => {
            if let Some(mut value) = schema.enums.remove(name) {
                value.name.clone_from(next);
                schema.enums.insert(next.clone(), value);
                follow::rename_type(schema, name, next);
            }
        }
        EnumChange::RenameValue { previous, next } => {
            if let Some(of) = schema.enums.get_mut(name) {
                for value in of.values.iter_mut().filter(|value| *value == previous) {
                    value.clone_from(next);
                }
                follow::rename_value(schema, name, previous, next);
            }
        }
        EnumChange::AddValue { value, before } => {
            if let Some(of) = schema.enums.get_mut(name) {
                let at = place(of, before.as_deref());
                of.values.insert(at, value.clone());
            }
        }
        EnumChange::DropValue { value, .. } => {
            if let Some(of) = schema.enums.get_mut(name) {
                of.values.retain(|other| other != value);
            }
        }
        EnumChange::Comment { next, .. } => {
            if let Some(of) = schema.enums.get_mut(name) {
                of.comment.clone_from(next);
            }
        }
    }
}

fn place(of: &Enum, before: Option<&str>) -> usize {
    let end = of.values.len();
    before.map_or(end, |before| of.values.iter().position(|value| value == before).unwrap_or(end))
}
