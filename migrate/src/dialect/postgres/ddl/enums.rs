//! Enumerated types: made, added to, renamed; and replaced by a type of the same name where PostgreSQL cannot take a value
//! away or move one. A row with a value that is gone makes the replacement fail, and loses nothing.

use std::collections::BTreeMap;

use super::{beside, change, comment_sql, depend, literal, name_sql, object, quote, table};
use crate::dialect::postgres::types;
use crate::error::{Error, Result};
use crate::op::{Change, EnumChange};
use crate::schema::name::shorten;
use crate::schema::{Column, Enum, ForeignKey, Name, Schema, Table, Type};

pub(super) fn create(value: &Enum) -> Vec<String> {
    let mut statements = vec![create_sql(value)];
    if value.comment.is_some() {
        statements.push(comment(&value.name, value.comment.as_deref()));
    }
    statements
}

fn create_sql(value: &Enum) -> String {
    let values: Vec<String> = value.values.iter().map(|value| literal(value)).collect();
    format!("CREATE TYPE {} AS ENUM ({})", name_sql(&value.name), values.join(", "))
}

fn comment(name: &Name, comment: Option<&str>) -> String {
    comment_sql(&format!("TYPE {}", name_sql(name)), comment)
}

pub(super) fn alter(name: &Name, change: &EnumChange, before: &Schema) -> Result<Vec<String>> {
    let ty = name_sql(name);
    Ok(match change {
        EnumChange::Rename { next } => rename(name, next),
        EnumChange::RenameValue { previous, next } => {
            vec![format!("ALTER TYPE {ty} RENAME VALUE {} TO {}", literal(previous), literal(next))]
        }
        EnumChange::AddValue { value, before } => {
            let place = before
                .as_ref()
                .map_or(String::new(), |before| format!(" BEFORE {}", literal(before)));
            vec![format!("ALTER TYPE {ty} ADD VALUE {}{place}", literal(value))]
        }
        EnumChange::DropValue { value, .. } => {
            let Some(previous) = before.enums.get(name) else {
                return Err(Error::unsupported(format!(
                    "value `{value}` cannot be dropped from enum `{name}`, which is not in the schema"
                )));
            };
            let mut next = previous.clone();
            next.values.retain(|other| other != value);
            replace(&next, before)?
        }
        EnumChange::Comment { next, .. } => vec![comment(name, next.as_deref())],
    })
}

fn rename(previous: &Name, next: &Name) -> Vec<String> {
    let mut statements = Vec::new();
    let mut current = previous.clone();
    if previous.namespace != next.namespace {
        statements.push(format!(
            "ALTER TYPE {} SET SCHEMA {}",
            name_sql(previous),
            object::namespace_sql(next)
        ));
        current.namespace.clone_from(&next.namespace);
    }
    if previous.name != next.name {
        statements.push(format!(
            "ALTER TYPE {} RENAME TO {}",
            name_sql(&current),
            quote(&next.name)
        ));
    }
    statements
}

/// A new type takes the place of the old one, and every column is recast by the text of its values.
pub(super) fn replace(next: &Enum, before: &Schema) -> Result<Vec<String>> {
    let name = &next.name;
    refuse_domains(name, before)?;
    let users = users(name, before);
    let read: Vec<(&Name, &str)> = users
        .iter()
        .flat_map(|(table, columns)| {
            columns.iter().map(|column| (&table.name, column.name.as_str()))
        })
        .collect();
    let views = depend::views(before, &read);
    let mut asides = Vec::new();
    for (table, columns) in &users {
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        asides.push((*table, depend::within(table, &names)));
    }
    let keys = foreign_keys(&read, before);
    let aside = beside(name, shorten(&format!("{}_previous", name.name)));
    let mut statements = Vec::new();
    for (table, key) in &keys {
        statements.extend(change::texts(table, &Change::DropForeignKey((*key).clone()), before)?);
    }
    for (table, aside) in &asides {
        for change in &aside.before {
            statements.extend(change::texts(table, change, before)?);
        }
    }
    for (table, columns) in &users {
        let defaults = columns.iter().filter(|column| column.default.is_some());
        statements.extend(
            defaults.map(|column| change::alter_column(table, &column.name, "DROP DEFAULT")),
        );
    }
    statements.push(format!("ALTER TYPE {} RENAME TO {}", name_sql(name), quote(&aside.name)));
    statements.push(create_sql(next));
    statements.extend(users.iter().map(|(table, columns)| recast(table, columns)));
    statements.push(format!("DROP TYPE {}", name_sql(&aside)));
    for (table, columns) in &users {
        for column in columns {
            if let Some(default) = &column.default {
                let set = format!("SET DEFAULT {}", table::expression(default));
                statements.push(change::alter_column(table, &column.name, &set));
            }
        }
    }
    for (table, aside) in &asides {
        for change in &aside.after {
            statements.extend(change::texts(table, change, before)?);
        }
    }
    for (table, key) in &keys {
        statements.extend(change::texts(table, &Change::AddForeignKey((*key).clone()), before)?);
    }
    // The comment was the old type's.
    if next.comment.is_some() {
        statements.push(comment(name, next.comment.as_deref()));
    }
    Ok(depend::around_views(&views, statements))
}

/// A domain keeps the type that it was made on for ever.
fn refuse_domains(name: &Name, before: &Schema) -> Result<()> {
    match before.domains.values().find(|domain| uses(&domain.ty, name)) {
        None => Ok(()),
        Some(domain) => Err(Error::unsupported(format!(
            "enum `{name}` cannot lose or move values, since domain `{}` stands on it",
            domain.name
        ))
        .with_hint("alter the columns of that domain to the enum and drop the domain first")),
    }
}

fn uses(ty: &Type, name: &Name) -> bool {
    matches!(ty.element(), Type::Named(other) if other == name)
}

/// Every table with the columns that are of the type, or arrays of it.
fn users<'a>(name: &Name, before: &'a Schema) -> Vec<(&'a Table, Vec<&'a Column>)> {
    let mut found = Vec::new();
    for table in before.tables.values().filter(|table| table.options.partition_of.is_none()) {
        let columns: Vec<&Column> =
            table.columns.iter().filter(|column| uses(&column.ty, name)).collect();
        if !columns.is_empty() {
            found.push((table, columns));
        }
    }
    found
}

/// Foreign keys from or to those columns, which hold no two types together.
fn foreign_keys<'a>(
    columns: &[(&Name, &str)],
    before: &'a Schema,
) -> Vec<(&'a Table, &'a ForeignKey)> {
    let of = |table: &Name, names: &[String]| {
        columns
            .iter()
            .any(|(name, column)| *name == table && names.iter().any(|other| other == column))
    };
    let mut found = BTreeMap::new();
    for table in before.tables.values() {
        for (at, key) in table.foreign_keys.iter().enumerate() {
            if of(&table.name, &key.columns) || of(&key.table, &key.references) {
                found.insert((&table.name, at), (table, key));
            }
        }
    }
    found.into_values().collect()
}

/// One statement a table, so that its rows are written once.
fn recast(table: &Table, columns: &[&Column]) -> String {
    let actions: Vec<String> = columns
        .iter()
        .map(|column| {
            let name = quote(&column.name);
            let ty = types::render(&column.ty);
            let text = if matches!(column.ty, Type::Array(_)) { "text[]" } else { "text" };
            format!("ALTER COLUMN {name} TYPE {ty} USING {name}::{text}::{ty}")
        })
        .collect();
    let separator = if actions.len() > 1 { "\n    " } else { " " };
    format!("ALTER TABLE {}{separator}{}", name_sql(&table.name), actions.join(",\n    "))
}
