//! Dropping: what goes with a table, a column, a constraint, a type, and what stands in its way.

use std::collections::BTreeSet;

use super::change;
use super::cursor::{Cursor, Reason};
use super::names;
use super::world::World;
use crate::op::text;
use crate::schema::{Index, IndexKey, Name, Table, Type};

/// `DROP TABLE`, from after `TABLE`.
pub(super) fn tables(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let written = cursor.names()?;
    let cascade = cursor.eat("CASCADE");
    let mut found = Vec::new();
    let mut temporary = Vec::new();
    for name in &written {
        if world.is_temporary(name) {
            temporary.push(name.name.clone());
        } else if let Some(key) = world.table_key(name) {
            found.push(key);
        } else if !if_exists {
            return Err(format!("there is no table `{name}`"));
        }
    }
    if cascade {
        let mut at = 0;
        while let Some(name) = found.get(at) {
            let more: Vec<_> = change::children(world, name)
                .into_iter()
                .filter(|child| !found.contains(child))
                .collect();
            found.extend(more);
            at += 1;
        }
    } else if world.capability.alter_foreign_keys {
        not_needed(world, &found)?;
    }
    world.temporary.retain(|name| !temporary.contains(name));
    for name in &found {
        table(world, name);
    }
    Ok(())
}

/// Refuses to drop tables that others refer to or views read.
fn not_needed(world: &World<'_>, dropped: &[Name]) -> Result<(), Reason> {
    let near: BTreeSet<Name> =
        dropped.iter().flat_map(|name| world.schema.referring(&name.name)).collect();
    let near = near.iter().filter(|name| !dropped.contains(name));
    for table in near.filter_map(|name| world.schema.tables.get(name)) {
        if let Some(key) = table.foreign_keys.iter().find(|key| dropped.contains(&key.table)) {
            return Err(format!("table `{}` refers to `{}`", table.name, key.table));
        }
        let partition =
            table.options.partition_of.as_ref().is_some_and(|(parent, _)| dropped.contains(parent));
        if table.options.inherits.iter().any(|parent| dropped.contains(parent)) && !partition {
            return Err(format!("table `{}` inherits from it", table.name));
        }
    }
    for view in world.schema.views.values() {
        if let Some((table, _)) = view.reads.iter().find(|(table, _)| dropped.contains(table)) {
            return Err(format!("view `{}` reads `{table}`", view.name));
        }
    }
    Ok(())
}

/// Drops a table and, on a database that keeps its references whole, everything that cannot be without it.
fn table(world: &mut World<'_>, name: &Name) {
    world.schema.remove_table(name);
    world
        .schema
        .apart_mut()
        .sequences
        .retain(|_, sequence| sequence.owned_by.as_ref().is_none_or(|(owner, _)| owner != name));
    if !world.capability.alter_foreign_keys {
        return;
    }
    for referring in world.schema.referring(&name.name) {
        if let Some(table) = world.schema.table_mut(&referring) {
            table.foreign_keys.retain(|key| key.table != *name);
        }
    }
    let partitions = change::partitions(world, name);
    for child in partitions {
        table(world, &child);
    }
    views_reading(world, |table, _| table == name);
}

/// Drops the views that read what `gone` says, and the views that read those.
pub(super) fn views_reading(world: &mut World<'_>, gone: impl Fn(&Name, Option<&str>) -> bool) {
    let reads = |view: &crate::schema::View| {
        view.reads.iter().any(|(table, column)| gone(table, column.as_deref()))
    };
    let mut dropped: BTreeSet<Name> = world
        .schema
        .views
        .values()
        .filter(|view| reads(view))
        .map(|view| view.name.clone())
        .collect();
    loop {
        let views = world.schema.views.values();
        let more = views.filter(|view| view.reads.iter().any(|(name, _)| dropped.contains(name)));
        let more: BTreeSet<Name> =
            more.map(|view| view.name.clone()).filter(|name| !dropped.contains(name)).collect();
        if more.is_empty() {
            break;
        }
        dropped.extend(more);
    }
    world.schema.apart_mut().views.retain(|name, _| !dropped.contains(name));
}

/// Drops a column and what is made of it.
pub(super) fn column(
    world: &mut World<'_>,
    name: &Name,
    written: &str,
    if_exists: bool,
    cascade: bool,
) -> Result<(), Reason> {
    let table = world.table(name)?;
    let column = match world.column_of(table, written) {
        Ok(column) => column,
        Err(_) if if_exists => return Ok(()),
        Err(reason) => return Err(reason),
    };
    if world.capability.alter_foreign_keys {
        if !cascade {
            column_not_needed(world, table, &column)?;
        }
        free_column(world, name, &column);
    } else {
        column_stands_alone(world, table, &column)?;
    }
    let table = world.table_mut(name)?;
    without_column(table, &column);
    world.schema.apart_mut().sequences.retain(|_, sequence| {
        sequence.owned_by.as_ref().is_none_or(|(owner, owned)| owner != name || *owned != column)
    });
    for child in change::partitions(world, name) {
        self::column(world, &child, &column, true, cascade)?;
    }
    Ok(())
}

/// Refuses to drop a column that a view, a generated column or another table's foreign key needs.
fn column_not_needed(world: &World<'_>, table: &Table, column: &str) -> Result<(), Reason> {
    for view in world.schema.views.values() {
        if view.reads.contains(&(table.name.clone(), Some(column.to_owned()))) {
            return Err(format!("view `{}` reads column `{column}`", view.name));
        }
    }
    if let Some(generated) = generated_from(table, column).first() {
        return Err(format!("column `{generated}` is generated from `{column}`"));
    }
    let near = world.schema.referring(&table.name.name);
    for other in near.iter().filter_map(|name| world.schema.tables.get(name)) {
        let refers = |key: &&crate::schema::ForeignKey| {
            key.table == table.name
                && key.references.iter().any(|name| name == column)
                && !(other.name == table.name && key.columns.iter().any(|name| name == column))
        };
        if other.foreign_keys.iter().any(|key| refers(&key)) {
            return Err(format!("table `{}` refers to column `{column}`", other.name));
        }
    }
    Ok(())
}

fn generated_from(table: &Table, column: &str) -> Vec<String> {
    let columns = table.columns.iter().filter(|other| {
        other.generated.as_ref().is_some_and(|generated| text::mentions(&generated.expr.0, column))
    });
    columns.map(|column| column.name.clone()).collect()
}

/// Drops what elsewhere needs the column.
fn free_column(world: &mut World<'_>, table: &Name, column: &str) {
    views_reading(world, |read, name| read == table && name == Some(column));
    for referring in world.schema.referring(&table.name) {
        let Some(other) = world.schema.table_mut(&referring) else { continue };
        other
            .foreign_keys
            .retain(|key| key.table != *table || !key.references.iter().any(|name| name == column));
    }
}

/// SQLite drops a column only if nothing but its own constraints speak of it.
fn column_stands_alone(world: &World<'_>, table: &Table, column: &str) -> Result<(), Reason> {
    let held = |what: &str| Err(format!("column `{column}` cannot be dropped: {what}"));
    if table.primary_key.as_ref().is_some_and(|key| key.columns.iter().any(|name| name == column)) {
        return held("it is in the primary key");
    }
    if table.uniques.iter().any(|key| key.columns.iter().any(|name| name == column)) {
        return held("it is in a unique constraint");
    }
    if let Some(index) = table.indexes.iter().find(|index| index_speaks(index, column)) {
        return held(&format!("it is in index `{}`", index.name));
    }
    let shared = table.checks.iter().any(|check| {
        let columns = names::columns_in(world, table, &check.expr);
        columns.len() > 1 && columns.iter().any(|name| name == column)
    });
    if shared {
        return held("a check speaks of it");
    }
    let composite = |key: &&crate::schema::ForeignKey| key.columns.len() > 1;
    if table
        .foreign_keys
        .iter()
        .filter(composite)
        .any(|key| key.columns.iter().any(|name| name == column))
    {
        return held("it is in a foreign key");
    }
    match generated_from(table, column).first() {
        Some(generated) => held(&format!("column `{generated}` is generated from it")),
        None => Ok(()),
    }
}

fn index_speaks(index: &Index, column: &str) -> bool {
    index.parts.iter().any(|part| match &part.key {
        IndexKey::Column(name) => name == column,
        IndexKey::Expr(expr) => text::mentions(&expr.0, column),
    }) || index.include.iter().any(|name| name == column)
        || index.predicate.as_ref().is_some_and(|expr| text::mentions(&expr.0, column))
}

/// The table without a column and without everything on it that speaks of the column.
fn without_column(table: &mut Table, column: &str) {
    let mut gone = vec![column.to_owned()];
    gone.extend(generated_from(table, column));
    table.columns.retain(|other| !gone.contains(&other.name));
    let has = |columns: &[String]| columns.iter().any(|name| gone.contains(name));
    let speaks = |expr: &str| gone.iter().any(|name| text::mentions(expr, name));
    if table.primary_key.as_ref().is_some_and(|key| has(&key.columns) || has(&key.include)) {
        table.primary_key = None;
    }
    table.uniques.retain(|key| !has(&key.columns) && !has(&key.include));
    table.foreign_keys.retain(|key| !has(&key.columns));
    table.checks.retain(|check| !speaks(&check.expr.0));
    table.excludes.retain(|exclude| !speaks(&exclude.definition.0));
    table.indexes.retain(|index| !gone.iter().any(|name| index_speaks(index, name)));
}

/// `DROP CONSTRAINT`.
pub(super) fn constraint(
    world: &mut World<'_>,
    name: &Name,
    constraint: &str,
    if_exists: bool,
    cascade: bool,
) -> Result<(), Reason> {
    let found = world.table(name)?;
    let is =
        |name: &Option<String>| name.as_deref().is_some_and(|name| world.same(name, constraint));
    let key = found.primary_key.iter().filter(|key| is(&key.name)).map(|key| key.columns.clone());
    let unique = found.uniques.iter().filter(|key| is(&key.name)).map(|key| key.columns.clone());
    let key = key.chain(unique).next();
    let other = found.foreign_keys.iter().any(|key| is(&key.name))
        || found.checks.iter().any(|check| is(&check.name))
        || found.excludes.iter().any(|exclude| world.same(&exclude.name, constraint));
    if let Some(columns) = &key {
        let needs =
            |key: &crate::schema::ForeignKey| key.table == *name && key.references == *columns;
        let near = world.schema.referring(&name.name);
        let mut tables = near.iter().filter_map(|name| world.schema.tables.get(name));
        if let Some(table) = tables.find(|table| table.foreign_keys.iter().any(needs)) {
            if !cascade {
                return Err(format!("table `{}` refers to constraint `{constraint}`", table.name));
            }
            for referring in &near {
                if let Some(table) = world.schema.table_mut(referring) {
                    table.foreign_keys.retain(|key| !needs(key));
                }
            }
        }
    } else if let Some(column) = names::closed_column(found, constraint).filter(|_| !other) {
        let column = column.to_owned();
        let is_key = found.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column));
        if is_key {
            return Err(format!("column `{column}` is in a primary key"));
        }
        let table = world.table_mut(name)?;
        for column in table.columns.iter_mut().filter(|other| other.name == column) {
            column.nullable = true;
            column.not_null_name = None;
        }
        return Ok(());
    } else if !other {
        return if if_exists {
            Ok(())
        } else {
            Err(format!("there is no constraint `{constraint}` in table `{name}`"))
        };
    }
    let capability = world.capability;
    let stays = |name: &Option<String>| {
        !name.as_deref().is_some_and(|name| super::world::same(capability, name, constraint))
    };
    let table = world.table_mut(name)?;
    table.primary_key.take_if(|key| !stays(&key.name));
    table.uniques.retain(|key| stays(&key.name));
    table.foreign_keys.retain(|key| stays(&key.name));
    table.checks.retain(|check| stays(&check.name));
    table.excludes.retain(|exclude| !super::world::same(capability, &exclude.name, constraint));
    Ok(())
}

/// `DROP TYPE` and `DROP DOMAIN`, from after that word.
pub(super) fn types(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    domains: bool,
) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let written = cursor.names()?;
    let cascade = cursor.eat("CASCADE");
    let mut found = Vec::new();
    for name in &written {
        let key = if domains {
            world.key(&world.schema.domains, name)
        } else {
            world.key(&world.schema.enums, name)
        };
        match key {
            Some(key) => found.push(key),
            None if if_exists || !domains => {}
            None => return Err(format!("there is no domain `{name}`")),
        }
    }
    let uses = |ty: &Type| matches!(ty.element(), Type::Named(name) if found.contains(name));
    let mut columns = Vec::new();
    for table in world.schema.tables.values() {
        for column in table.columns.iter().filter(|column| uses(&column.ty)) {
            columns.push((table.name.clone(), column.name.clone()));
        }
    }
    if let Some((table, column)) = columns.first()
        && !cascade
    {
        return Err(format!("column `{column}` of table `{table}` has that type"));
    }
    for (table, name) in columns {
        column(world, &table, &name, true, true)?;
    }
    for name in &found {
        world.schema.apart_mut().enums.remove(name);
        world.schema.apart_mut().domains.remove(name);
    }
    Ok(())
}

/// `DROP SCHEMA`, from after `SCHEMA`.
pub(super) fn namespaces(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let mut names = vec![cursor.identifier()?];
    while cursor.eat_symbol(",") {
        names.push(cursor.identifier()?);
    }
    let cascade = cursor.eat("CASCADE");
    for name in &names {
        let known = world.schema.namespaces.contains(name);
        if name == world.capability.default_namespace {
            return Err(format!("dropping the default namespace `{name}` is not followed"));
        }
        if !known && !if_exists {
            return Err(format!("there is no namespace `{name}`"));
        }
        let inside = |key: &Name| key.namespace.as_deref() == Some(name);
        let schema = &world.schema;
        let full = schema.tables.keys().any(inside)
            || schema.views.keys().any(inside)
            || schema.enums.keys().any(inside)
            || schema.domains.keys().any(inside)
            || schema.sequences.keys().any(inside)
            || schema.functions.keys().any(inside);
        if full && !cascade {
            return Err(format!("namespace `{name}` is not empty"));
        }
    }
    for name in names {
        namespace(world, &name);
    }
    Ok(())
}

fn namespace(world: &mut World<'_>, name: &str) {
    let inside = |key: &Name| key.namespace.as_deref() == Some(name);
    let tables: Vec<_> = world.schema.tables.keys().filter(|key| inside(key)).cloned().collect();
    for table in &tables {
        self::table(world, table);
    }
    world.schema.apart_mut().views.retain(|key, _| !inside(key));
    world.schema.apart_mut().sequences.retain(|key, _| !inside(key));
    world.schema.apart_mut().functions.retain(|key, _| !inside(key));
    world.schema.apart_mut().enums.retain(|key, _| !inside(key));
    world.schema.apart_mut().domains.retain(|key, _| !inside(key));
    world.schema.apart_mut().namespaces.remove(name);
}
