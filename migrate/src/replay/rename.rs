//! New names for tables, columns and constraints, and what else in the schema is called by them. How a statement words it is
//! `alter`'s and `index`'s to read.

use super::canon;
use super::change::children;
use super::cursor::Reason;
use super::names;
use super::world::World;
use crate::dialect::Dialect;
use crate::op::text::{self, Token};
use crate::op::{follow, qualify};
use crate::schema::{Expr, IndexKey, Name, Table};

/// Renames a column of a table, and of those that inherit it.
pub(super) fn rename_column(
    world: &mut World<'_>,
    name: &Name,
    previous: &str,
    next: &str,
) -> Result<(), Reason> {
    let table = world.table(name)?;
    let previous = world.column_of(table, previous)?;
    let clash = table
        .columns
        .iter()
        .any(|column| column.name != previous && world.same(&column.name, next));
    if clash {
        return Err(format!("column `{next}` exists already in table `{name}`"));
    }
    if let Some(table) = world.schema.table_mut(name).filter(|_| world.capability.serial_types) {
        names::spell_sequences(table);
    }
    if world.capability.views_keep_names {
        follow::keep_names(world.schema.rest_mut(), name, &previous, next);
    }
    follow::rename_column(world.schema.changing(std::slice::from_ref(name)), name, &previous, next);
    if let Some(table) = world.schema.table_mut(name) {
        names::settle_sequences(table);
        respell(world.dialect, table);
    }
    follow_owned(world, |owner, column| {
        if owner == name && *column == previous {
            next.clone_into(column);
        }
    });
    for child in children(world, name) {
        let own = world.table(&child)?.column(&previous).is_some();
        if own {
            rename_column(world, &child, &previous, next)?;
        }
    }
    Ok(())
}

/// Brings what a rename wrote into the expressions of a table into the form in which they are compared.
fn respell(dialect: &dyn Dialect, table: &mut Table) {
    let respell = |expr: &mut Expr| *expr = canon::canonical(dialect, &expr.0);
    table.checks.iter_mut().for_each(|check| respell(&mut check.expr));
    table.excludes.iter_mut().for_each(|exclude| respell(&mut exclude.definition));
    for generated in table.columns.iter_mut().filter_map(|column| column.generated.as_mut()) {
        respell(&mut generated.expr);
    }
    for index in &mut table.indexes {
        index.predicate.iter_mut().for_each(respell);
        for part in &mut index.parts {
            match &mut part.key {
                IndexKey::Column(_) => {}
                IndexKey::Expr(expr) => respell(expr),
            }
        }
    }
}

/// Renames a table, or moves it to another namespace.
pub(super) fn rename_table(world: &mut World<'_>, name: &Name, next: &Name) -> Result<(), Reason> {
    let taken = world.table_key(next).or_else(|| world.view_key(next));
    if taken.is_some_and(|taken| taken != *name) {
        return Err(format!("`{next}` exists already"));
    }
    if world.capability.named_constraints
        && names::relation_exists(world, next, &next.name)
        && next != name
    {
        return Err(format!("`{next}` exists already"));
    }
    if world.legacy_rename {
        legacy_rename(world, name, next);
        return Ok(());
    }
    if let Some(table) = world.schema.table_mut(name).filter(|_| world.capability.serial_types) {
        names::spell_sequences(table);
    }
    let mut touched = world.schema.referring(&name.name);
    touched.extend([name.clone(), next.clone()]);
    follow::rename_table(world.schema.changing(&touched), name, next);
    if let Some(table) = world.schema.table_mut(next) {
        names::settle_sequences(table);
        respell(world.dialect, table);
    }
    let mut moved = Vec::new();
    for sequence in world.schema.apart_mut().sequences.values_mut() {
        if let Some((owner, _)) = &mut sequence.owned_by
            && owner == name
        {
            owner.clone_from(next);
            moved.push(sequence.name.clone());
        }
    }
    if name.namespace != next.namespace {
        move_sequences(world, next, moved);
        let default = world.capability.default_namespace;
        let schema = world.schema.changing(std::slice::from_ref(next));
        qualify::requalify(schema, next, default);
    }
    Ok(())
}

/// Changes the column in what sequences say of their owners.
fn follow_owned(world: &mut World<'_>, act: impl Fn(&Name, &mut String)) {
    for sequence in world.schema.apart_mut().sequences.values_mut() {
        if let Some((owner, column)) = &mut sequence.owned_by {
            act(owner, column);
        }
    }
}

/// The sequences that a table owns move with it to another namespace.
fn move_sequences(world: &mut World<'_>, table: &Name, owned: Vec<Name>) {
    for name in owned {
        if let Some(mut sequence) = world.schema.apart_mut().sequences.remove(&name) {
            sequence.name.namespace.clone_from(&table.namespace);
            world.schema.apart_mut().sequences.insert(sequence.name.clone(), sequence);
        }
    }
    if let Some(found) = world.schema.table_mut(table) {
        for identity in found.columns.iter_mut().filter_map(|column| column.identity.as_mut()) {
            if let Some(sequence) = &mut identity.sequence {
                sequence.namespace.clone_from(&table.namespace);
            }
        }
        names::settle_sequences(found);
    }
}

/// Renames a table as SQLite does under `legacy_alter_table`: its own triggers still stand on it, but no other object
/// and no foreign key is rewritten, not even its own.
fn legacy_rename(world: &mut World<'_>, name: &Name, next: &Name) {
    let Some(mut table) = world.schema.remove_table(name) else { return };
    table.name.clone_from(next);
    for trigger in &mut table.triggers {
        let head = |tokens: &[Token<'_>], at: usize| {
            text::before(tokens, at).is_some_and(|(_, token)| token.is("on"))
        };
        trigger.sql = text::replace(&trigger.sql, &name.name, &next.name, head);
    }
    world.schema.insert_table(table);
}

/// Renames a constraint of `table`.
pub(super) fn rename_constraint(
    world: &mut World<'_>,
    table: &Name,
    previous: &str,
    next: String,
) -> Result<(), Reason> {
    let found = world.table_mut(table)?;
    if names::constraint_on(found, &next) {
        return Err(format!("constraint `{next}` exists already in table `{table}`"));
    }
    let is = |name: &Option<String>| name.as_deref() == Some(previous);
    let name = None
        .or_else(|| found.primary_key.as_mut().filter(|key| is(&key.name)).map(|key| &mut key.name))
        .or_else(|| found.uniques.iter_mut().find(|key| is(&key.name)).map(|key| &mut key.name))
        .or_else(|| {
            found.foreign_keys.iter_mut().find(|key| is(&key.name)).map(|key| &mut key.name)
        })
        .or_else(|| {
            found.checks.iter_mut().find(|check| is(&check.name)).map(|check| &mut check.name)
        });
    if let Some(name) = name {
        *name = Some(next);
        return Ok(());
    }
    if let Some(exclude) = found.excludes.iter_mut().find(|exclude| exclude.name == previous) {
        exclude.name = next;
        return Ok(());
    }
    let closed = names::closed_column(found, previous).map(str::to_owned);
    match found.columns.iter_mut().find(|column| Some(&column.name) == closed.as_ref()) {
        Some(column) => {
            column.not_null_name = Some(next);
            Ok(())
        }
        None => Err(format!("there is no constraint `{previous}` in table `{table}`")),
    }
}
