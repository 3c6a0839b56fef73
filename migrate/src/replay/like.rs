//! `LIKE other INCLUDING …`: what a new table takes over from one that is there.

use super::cursor::{Cursor, Reason};
use super::names;
use super::world::World;
use crate::schema::{Column, Expr, IdentityKind, Name, PrimaryKey, Table};

/// `LIKE other INCLUDING …`, and before which column it stands.
pub(super) struct Like {
    pub(super) table: Name,
    pub(super) position: usize,
    pub(super) including: Vec<String>,
}

impl Like {
    fn includes(&self, what: &str) -> bool {
        let said = self.including.iter().rev().find_map(|word| match word.strip_prefix('-') {
            Some(word) => (word == what || word == "ALL").then_some(false),
            None => (word == what || word == "ALL").then_some(true),
        });
        said.unwrap_or(false)
    }
}

/// Reads from after `LIKE` on.
pub(super) fn read(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    position: usize,
) -> Result<Like, Reason> {
    let table = world.table_name(&cursor.name()?)?;
    let mut including: Vec<String> = Vec::new();
    loop {
        if cursor.eat("INCLUDING") {
            including.push(cursor.identifier()?.to_ascii_uppercase());
        } else if cursor.eat("EXCLUDING") {
            let what = cursor.identifier()?.to_ascii_uppercase();
            including.push(format!("-{what}"));
        } else {
            return Ok(Like { table, position, including });
        }
    }
}

/// Gives the columns to `table`.
pub(super) fn copy_columns(
    world: &World<'_>,
    like: &Like,
    table: &mut Table,
) -> Result<(), Reason> {
    let source = world.table(&like.table)?;
    for column in &world.columns(source) {
        if table.column(&column.name).is_some() {
            return Err(format!("column `{}` is written twice", column.name));
        }
        let mut copy = column.clone();
        let serial = is_serial(&copy);
        if serial && like.includes("DEFAULTS") {
            copy.default = Some(next_value(source, &copy));
        }
        if serial || !like.includes("IDENTITY") {
            copy.identity = None;
        } else if let Some(identity) = &mut copy.identity {
            identity.sequence = None;
        }
        if !like.includes("DEFAULTS") {
            copy.default = None;
        }
        if !like.includes("GENERATED") {
            copy.generated = None;
        }
        if !like.includes("COMMENTS") {
            copy.comment = None;
        }
        table.columns.push(copy);
    }
    Ok(())
}

/// Gives keys, checks, indexes and what else is asked for to `table`, which has the columns.
pub(super) fn copy_rest(world: &World<'_>, like: &Like, table: &mut Table) -> Result<(), Reason> {
    let source = world.table(&like.table)?;
    if like.includes("CONSTRAINTS") {
        table.checks.extend(source.checks.iter().cloned());
    }
    if like.includes("INDEXES") {
        if let Some(key) = &source.primary_key {
            table.primary_key = Some(PrimaryKey { name: None, ..key.clone() });
        }
        let uniques =
            source.uniques.iter().map(|key| crate::schema::Unique { name: None, ..key.clone() });
        table.uniques.extend(uniques);
        for index in &source.indexes {
            let name = names::index(world, &table.name, &index.parts, &index.include);
            table.indexes.push(crate::schema::Index { name, ..index.clone() });
        }
    }
    Ok(())
}

/// Whether a column is numbered by a sequence that is its default.
pub(super) fn is_serial(column: &Column) -> bool {
    column.identity.as_ref().is_some_and(|identity| identity.kind == IdentityKind::Serial)
}

/// An identifier in quotes where it needs them.
fn spelled(identifier: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if identifier.chars().all(is_plain) && !identifier.starts_with(|c: char| c.is_ascii_digit()) {
        identifier.to_owned()
    } else {
        format!("\"{}\"", identifier.replace('"', "\"\""))
    }
}

/// The default of a serial column of `table`, as another column has it whose sequence is not its own.
pub(super) fn next_value(table: &Table, column: &Column) -> Expr {
    let sequence = column.identity.as_ref().and_then(|identity| identity.sequence.clone());
    let sequence = sequence.unwrap_or_else(|| Name {
        namespace: table.name.namespace.clone(),
        name: names::object(&table.name.name, &column.name, "seq"),
    });
    let parts = sequence.namespace.iter().chain([&sequence.name]).map(|part| spelled(part));
    let spelled = parts.collect::<Vec<_>>().join(".").replace('\'', "''");
    Expr(format!("nextval('{spelled}'::regclass)"))
}
