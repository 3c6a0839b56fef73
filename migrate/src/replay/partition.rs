//! Parts of a partitioned table: what they have from their whole, and what stays theirs when they come and go.

use super::cursor::Reason;
use super::like::{self, Like};
use super::names;
use super::world::World;
use crate::schema::{Column, ForeignKey, Index, Name, PrimaryKey, Table};

/// Takes over the columns of the table that this one is a partition of. Those of a table that it inherits from are no part
/// of its own definition.
pub(super) fn inherit(world: &World<'_>, table: &mut Table) -> Result<(), Reason> {
    let parents: Vec<Name> =
        table.options.partition_of.iter().map(|(parent, _)| parent.clone()).collect();
    for parent in parents {
        let parent = world.table(&parent)?;
        for theirs in &parent.columns {
            if table.column(&theirs.name).is_none() {
                table.columns.push(Column { comment: None, ..column(parent, theirs) });
            }
        }
    }
    Ok(())
}

/// A column of a partitioned table as its parts have it: the parent numbers the rows, and all that a part has of a serial
/// is the default.
pub(super) fn column(parent: &Table, column: &Column) -> Column {
    let default = like::is_serial(column).then(|| like::next_value(parent, column));
    Column { default: default.or_else(|| column.default.clone()), identity: None, ..column.clone() }
}

/// Makes `child` a part of `whole`: what it has as its whole has it is from then on its whole's.
pub(super) fn attach(
    world: &mut World<'_>,
    whole: &Name,
    child: &Name,
    bounds: String,
) -> Result<(), Reason> {
    let whole = world.table(whole)?.clone();
    let table = world.table_mut(child)?;
    let columns = |key: &Option<PrimaryKey>| key.as_ref().map(|key| key.columns.clone());
    if columns(&table.primary_key) == columns(&whole.primary_key) {
        table.primary_key = None;
    }
    table.uniques.retain(|own| {
        !whole.uniques.iter().any(|key| {
            (&key.columns, key.nulls_not_distinct) == (&own.columns, own.nulls_not_distinct)
        })
    });
    table.foreign_keys.retain(|own| {
        let own = ForeignKey { name: None, ..own.clone() };
        !whole.foreign_keys.iter().any(|key| ForeignKey { name: None, ..key.clone() } == own)
    });
    table.checks.retain(|own| {
        !whole.checks.iter().any(|check| (&check.name, &check.expr) == (&own.name, &own.expr))
    });
    let anonymous = |index: &Index| Index {
        name: String::new(),
        comment: None,
        with: Default::default(),
        ..index.clone()
    };
    table
        .indexes
        .retain(|own| !whole.indexes.iter().any(|index| anonymous(index) == anonymous(own)));
    table.options.partition_of = Some((whole.name, bounds));
    Ok(())
}

/// Makes `child` a table of its own again, with what it had from `whole`, by the names that the database gives.
pub(super) fn detach(world: &mut World<'_>, whole: &Name, child: &Name) -> Result<(), Reason> {
    let mut table = world.table(child)?.clone();
    table.options.partition_of = None;
    let like = Like { table: whole.clone(), position: 0, including: vec!["ALL".to_owned()] };
    like::copy_rest(world, &like, &mut table)?;
    table.foreign_keys.extend(world.table(whole)?.foreign_keys.iter().cloned());
    if world.capability.named_constraints {
        names::name_all(world, &mut table);
    }
    world.schema.insert_table(table);
    Ok(())
}
