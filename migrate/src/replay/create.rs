//! `CREATE TABLE`: read as it is written, then made into the table that the database would make of it.

use super::canon;
use super::column::{self, Definition};
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Reason};
use super::like::{self, Like};
use super::made;
use super::names;
use super::partition;
use super::world::World;
use crate::schema::{Name, PrimaryKey, Table, TableOptions, Type};

/// A table as it is written.
#[derive(Default)]
struct Written {
    columns: Vec<Definition>,
    constraints: Vec<Constraint>,
    likes: Vec<Like>,
    options: TableOptions,
}

/// `CREATE TABLE`, from the name on.
pub(super) fn create(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    temporary: bool,
    unlogged: bool,
) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let written = cursor.name()?;
    let space = written.namespace.as_deref().unwrap_or_default();
    if temporary || space.eq_ignore_ascii_case("temp") || space.eq_ignore_ascii_case("pg_temp") {
        world.temporary.insert(written.name);
        return Ok(());
    }
    let name = world.place(&written);
    if world.table_key(&name).is_some() || world.view_key(&name).is_some() {
        return if if_not_exists { Ok(()) } else { Err(format!("`{name}` exists already")) };
    }
    let mut read = Written::default();
    read.options.unlogged = unlogged;
    let table = if made::begins(cursor) {
        let called = if cursor.is_symbol("(") { cursor.columns()? } else { Vec::new() };
        while !cursor.eat("AS") {
            option(cursor, world, &mut read.options)?;
        }
        let mut table = Table { name: name.clone(), options: read.options, ..Table::default() };
        made::columns(cursor, world, &called, &mut table)?;
        table
    } else {
        body(cursor, world, &mut read)?;
        build(world, name.clone(), read)?
    };
    world.schema.insert_table(table);
    resolve_references(world, &name);
    Ok(())
}

/// Of a `CREATE TABLE`, from after the name, the tables to which it refers, as they are written, and the columns of which
/// it does not say that they are not NULL.
#[cfg(feature = "lint")]
pub(super) fn said(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
) -> Result<(Vec<Name>, Vec<String>), Reason> {
    let mut read = Written::default();
    body(cursor, world, &mut read)?;
    let columns = read.columns.iter().map(|definition| &definition.column);
    let open = columns.filter(|column| column.nullable).map(|column| column.name.clone());
    let open = open.collect();
    let of_columns = read.columns.iter().flat_map(|definition| &definition.constraints);
    let keys = of_columns.chain(&read.constraints).filter_map(|constraint| match constraint {
        Constraint::ForeignKey(key) => Some(key.table.clone()),
        _ => None,
    });
    Ok((keys.collect(), open))
}

/// `CREATE VIRTUAL TABLE`, from the name on.
pub(super) fn create_virtual(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let name = world.place(&cursor.name()?);
    if world.table_key(&name).is_some() {
        return if if_not_exists { Ok(()) } else { Err(format!("`{name}` exists already")) };
    }
    cursor.expect("USING")?;
    let from = cursor.peek().ok_or("expected a module after `USING`")?.offset;
    let module = cursor.sql.get(from..).unwrap_or_default().trim_end().to_owned();
    let options = TableOptions { module: Some(module), ..TableOptions::default() };
    world.schema.insert_table(Table { name, options, ..Table::default() });
    Ok(())
}

/// Everything after the name.
fn body(cursor: &mut Cursor<'_>, world: &World<'_>, read: &mut Written) -> Result<(), Reason> {
    if cursor.eat("PARTITION OF") {
        let parent = world.table_name(&cursor.name()?)?;
        read.options.partition_of = Some((parent, String::new()));
    } else if cursor.eat("OF") {
        return Err("a table of a composite type is not followed".to_owned());
    }
    if cursor.eat_symbol("(") {
        elements(cursor, world, read)?;
    } else if read.options.partition_of.is_none() {
        return Err(cursor.unexpected("`(`"));
    }
    if let Some((_, bounds)) = &mut read.options.partition_of {
        let tokens = cursor
            .until(|_, token| token.is("PARTITION") || token.is("USING") || token.is("TABLESPACE"));
        *bounds = canon::clause(world.dialect, &tokens);
    }
    while !cursor.done() {
        option(cursor, world, &mut read.options)?;
    }
    Ok(())
}

fn elements(cursor: &mut Cursor<'_>, world: &World<'_>, read: &mut Written) -> Result<(), Reason> {
    if cursor.eat_symbol(")") {
        return Ok(());
    }
    loop {
        if cursor.is("LIKE") && world.capability.inheritance {
            cursor.next();
            read.likes.push(like::read(cursor, world, read.columns.len())?);
        } else if constraint::begins(cursor) {
            read.constraints.push(constraint::of_table(cursor, world)?);
        } else {
            read.columns.push(column::definition(cursor, world)?);
        }
        // SQLite needs no comma between table constraints.
        let more = constraint::begins(cursor) && !read.constraints.is_empty();
        if !cursor.eat_symbol(",") && !more {
            break;
        }
    }
    cursor.expect_symbol(")")
}

fn option(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    options: &mut TableOptions,
) -> Result<(), Reason> {
    if cursor.eat("STRICT") {
        options.strict = true;
    } else if cursor.eat("WITHOUT ROWID") {
        options.without_rowid = true;
    } else if cursor.eat("PARTITION BY") {
        let tokens = cursor
            .until(|_, token| ["WITH", "TABLESPACE", "USING"].iter().any(|word| token.is(word)));
        options.partition_by = Some(canon::clause(world.dialect, &tokens));
    } else if cursor.eat("INHERITS") {
        cursor.expect_symbol("(")?;
        for name in cursor.names()? {
            options.inherits.push(world.table_name(&name)?);
        }
        cursor.expect_symbol(")")?;
    } else if cursor.eat("WITHOUT OIDS") || cursor.eat_symbol(",") {
    } else if cursor.eat("WITH") {
        options.with = super::index::parameters(cursor)?;
    } else if cursor.eat("ON COMMIT") {
        cursor.rest();
    } else if cursor.eat("TABLESPACE") || cursor.eat("USING") {
        cursor.identifier()?;
    } else {
        return Err(cursor.unexpected("the end of the statement"));
    }
    Ok(())
}

/// The table that the database makes of what was written.
fn build(world: &mut World<'_>, name: Name, read: Written) -> Result<Table, Reason> {
    let mut table = Table { name, options: read.options, ..Table::default() };
    partition::inherit(world, &mut table)?;
    let mut constraints = Vec::new();
    let mut likes = read.likes.into_iter().peekable();
    let mut copied = Vec::new();
    // Exactly: a schema may hold ten thousand columns.
    table.columns.reserve_exact(read.columns.len());
    for (at, definition) in read.columns.into_iter().enumerate() {
        while let Some(like) = likes.next_if(|like| like.position <= at) {
            like::copy_columns(world, &like, &mut table)?;
            copied.push(like);
        }
        constraints.extend(definition.constraints);
        push_column(world, &mut table, definition.column)?;
    }
    for like in likes {
        like::copy_columns(world, &like, &mut table)?;
        copied.push(like);
    }
    let mut of_table = read.constraints;
    of_table.iter_mut().for_each(|constraint| forget_order_of_rowid(&table, constraint));
    constraints.extend(of_table);
    add_constraints(world, &mut table, constraints)?;
    for like in &copied {
        like::copy_rest(world, like, &mut table)?;
    }
    if world.capability.named_constraints {
        names::name_all(world, &mut table);
        names::settle_sequences(&mut table);
    }
    if world.capability.serial_types {
        names::spare_sequences(world, &mut table);
    }
    Ok(table)
}

/// An `INTEGER` column that only a constraint of the table makes the primary key is SQLite's rowid whatever is said of
/// its order; said at the column, `DESC` would keep it from being that.
fn forget_order_of_rowid(table: &Table, constraint: &mut Constraint) {
    let Constraint::PrimaryKey(key) = constraint else { return };
    let integer = Type::Raw("INTEGER".to_owned());
    let is_rowid = |name: &String| {
        table
            .columns
            .iter()
            .any(|column| column.name.eq_ignore_ascii_case(name) && column.ty == integer)
    };
    if !table.options.without_rowid && matches!(key.columns.as_slice(), [only] if is_rowid(only)) {
        key.orders.clear();
    }
}

/// Adds a column, or says more of one that was inherited.
fn push_column(
    world: &World<'_>,
    table: &mut Table,
    column: crate::schema::Column,
) -> Result<(), Reason> {
    let inherits = table.options.partition_of.is_some();
    match table.columns.iter_mut().find(|other| world.same(&other.name, &column.name)) {
        Some(inherited) if inherits => {
            inherited.nullable &= column.nullable;
            if column.default.is_some() {
                inherited.default = column.default;
            }
        }
        Some(_) => return Err(format!("column `{}` is written twice", column.name)),
        None => table.columns.push(column),
    }
    Ok(())
}

/// Puts constraints on a table that is being made.
fn add_constraints(
    world: &World<'_>,
    table: &mut Table,
    constraints: Vec<Constraint>,
) -> Result<(), Reason> {
    for mut constraint in constraints {
        // A table that is being made has no rows to be left unchecked.
        match &mut constraint {
            Constraint::Check(check) => check.not_valid = false,
            Constraint::ForeignKey(key) => key.not_valid = false,
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::Exclude(_)
            | Constraint::UsingIndex { .. }
            | Constraint::NotNull { .. } => {}
        }
        add_constraint(world, table, constraint)?;
    }
    // A unique constraint on the primary key's columns is the primary key once more.
    if let Some(key) = &table.primary_key {
        let same = (key.columns.clone(), key.orders.clone());
        table.uniques.retain(|unique| {
            (&unique.columns, &unique.orders) != (&same.0, &same.1)
                || unique.deferrable.is_some()
                || unique.on_conflict.is_some()
        });
    }
    let mut seen = Vec::new();
    table.uniques.retain(|unique| {
        let same = (unique.columns.clone(), unique.orders.clone(), unique.nulls_not_distinct);
        let first = !seen.contains(&same) || unique.deferrable.is_some();
        seen.push(same);
        first
    });
    Ok(())
}

/// Puts one constraint on a table, its columns looked up and its name as it was written.
pub(super) fn add_constraint(
    world: &World<'_>,
    table: &mut Table,
    constraint: Constraint,
) -> Result<(), Reason> {
    match constraint {
        Constraint::PrimaryKey(mut key) => {
            if table.primary_key.is_some() {
                return Err(format!("table `{}` would have two primary keys", table.name));
            }
            key.columns = columns(world, table, &key.columns)?;
            key.include = columns(world, table, &key.include)?;
            forbid_nulls(table, &key);
            table.primary_key = Some(key);
        }
        Constraint::Unique(mut key) => {
            key.columns = columns(world, table, &key.columns)?;
            key.include = columns(world, table, &key.include)?;
            table.uniques.push(key);
        }
        Constraint::ForeignKey(mut key) => {
            key.columns = columns(world, table, &key.columns)?;
            refer(world, table, &mut key)?;
            table.foreign_keys.push(key);
        }
        Constraint::Check(check) => table.checks.push(check),
        Constraint::Exclude(exclude) => table.excludes.push(exclude),
        Constraint::NotNull { name, column, not_valid: _ } => {
            let found = world.column_of(table, &column)?;
            for column in table.columns.iter_mut().filter(|column| column.name == found) {
                column.nullable = false;
                column.not_null_name = name.clone().or(column.not_null_name.take());
            }
        }
        Constraint::UsingIndex { index, .. } => {
            return Err(format!("there is no index `{index}` yet"));
        }
    }
    Ok(())
}

pub(super) fn forbid_nulls(table: &mut Table, key: &PrimaryKey) {
    for column in &mut table.columns {
        if key.columns.contains(&column.name) {
            column.nullable = false;
        }
    }
}

/// Columns in the spelling of the table.
fn columns(world: &World<'_>, table: &Table, written: &[String]) -> Result<Vec<String>, Reason> {
    written.iter().map(|name| world.column_of(table, name)).collect()
}

/// Looks up the table that a foreign key refers to, and its columns.
fn refer(
    world: &World<'_>,
    table: &Table,
    key: &mut crate::schema::ForeignKey,
) -> Result<(), Reason> {
    let place = world.place(&key.table);
    let itself =
        world.same(&place.name, &table.name.name) && place.namespace == table.name.namespace;
    let parent = if itself {
        key.table = table.name.clone();
        Some(table)
    } else if let Some(found) = world.table_key(&key.table) {
        key.table = found;
        world.schema.tables.get(&key.table)
    } else {
        // It may be another's, or on SQLite one that comes later.
        key.table = place;
        None
    };
    if let Some(parent) = parent {
        if key.references.is_empty() {
            key.references =
                parent.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default();
            if key.references.is_empty() && world.capability.alter_foreign_keys {
                return Err(format!("table `{}` has no primary key to refer to", parent.name));
            }
        } else if world.capability.alter_foreign_keys {
            key.references = columns(world, parent, &key.references)?;
        } else {
            // SQLite looks no further than the name until rows come.
            let spelled = key
                .references
                .iter()
                .map(|name| world.column_of(parent, name).unwrap_or(name.clone()));
            key.references = spelled.collect();
        }
    }
    Ok(())
}

/// Spells out, for foreign keys that came before `name` was made, which of its columns they refer to.
pub(super) fn resolve_references(world: &mut World<'_>, name: &Name) {
    if world.capability.alter_foreign_keys {
        return;
    }
    let Some(parent) = world.schema.tables.get(name) else { return };
    let key = parent.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default();
    let capability = world.capability;
    for referring in world.schema.referring(&name.name) {
        let Some(table) = world.schema.table_mut(&referring) else { continue };
        for foreign in &mut table.foreign_keys {
            if super::world::same(capability, &foreign.table.name, &name.name) {
                foreign.table.clone_from(name);
                if foreign.references.is_empty() && foreign.columns.len() == key.len() {
                    foreign.references.clone_from(&key);
                }
            }
        }
    }
}
