//! Tables that are made from a query: `CREATE TABLE … AS` and `SELECT … INTO`.

use std::collections::BTreeSet;

use super::cursor::{Cursor, Reason};
use super::query;
use super::world::World;
use crate::schema::{Column, Table, TableOptions};

/// Whether `CREATE TABLE`, from after the name, says that a query makes it.
pub(super) fn begins(cursor: &Cursor<'_>) -> bool {
    let is_list = cursor.is_symbol("(")
        && cursor.peek_at(2).is_some_and(|token| token.is_symbol(",") || token.is_symbol(")"));
    if cursor.is_symbol("(") && !is_list {
        return false;
    }
    let mut rest = cursor.clone();
    if is_list && rest.columns().is_err() {
        return false;
    }
    rest.until(|_, token| token.is("AS"));
    rest.is("AS")
}

/// Gives `table` the columns of the query at `cursor`, the first of them called as `called` says.
pub(super) fn columns(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    called: &[String],
    table: &mut Table,
) -> Result<(), Reason> {
    if cursor.is("EXECUTE") {
        return Err("what a prepared statement gives is not known".to_owned());
    }
    let mut tokens = cursor.rest();
    for (end, words) in [(2, &["WITH", "DATA"][..]), (3, &["WITH", "NO", "DATA"][..])] {
        let tail = tokens.len().checked_sub(end).and_then(|from| tokens.get(from..));
        if tail.is_some_and(|tail| tail.iter().zip(words).all(|(token, word)| token.is(word))) {
            tokens.truncate(tokens.len() - end);
        }
    }
    let outputs = query::outputs(world, &mut cursor.over(tokens));
    let outputs = outputs.ok_or("the columns of its query are not known without the database")?;
    if called.len() > outputs.len() {
        return Err("more columns are named than its query gives".to_owned());
    }
    let mut taken = BTreeSet::new();
    for (at, output) in outputs.into_iter().enumerate() {
        let place = at + 1;
        let name = called.get(at).cloned().or(output.name);
        let name = name.ok_or_else(|| {
            format!("what column {place} of its query is called is not known without the database")
        })?;
        let query::Known::Type(ty, collation) = output.known else {
            return Err(format!("the type of column `{name}` is not known without the database"));
        };
        let name = free(world, name, &taken)?;
        taken.insert(folded(world, &name));
        let mut column = Column::new(name, world.dialect.made_type(&ty));
        column.nullable = true;
        column.collation = collation.filter(|_| !world.capability.untyped_columns);
        table.columns.push(column);
    }
    Ok(())
}

fn folded(world: &World<'_>, name: &str) -> String {
    if world.capability.case_insensitive { name.to_ascii_lowercase() } else { name.to_owned() }
}

/// The name that a column gets: a database may give a second one of that name another.
fn free(world: &World<'_>, name: String, taken: &BTreeSet<String>) -> Result<String, Reason> {
    if !taken.contains(&folded(world, &name)) {
        return Ok(name);
    }
    let mut others = (1..=3).map(|number| format!("{name}:{number}"));
    let other = others.find(|other| !taken.contains(&folded(world, other)));
    let other = other.filter(|_| world.capability.untyped_columns && !name.contains(':'));
    other.ok_or_else(|| format!("column `{name}` is written twice"))
}

/// `SELECT … INTO`.
pub(super) fn select_into(world: &mut World<'_>, sql: &str) -> Result<(), Reason> {
    let mut cursor = Cursor::new(world.dialect, sql);
    let mut tokens = cursor.until(|_, token| token.is("INTO"));
    cursor.expect("INTO")?;
    let temporary = cursor.eat("TEMP") || cursor.eat("TEMPORARY");
    let unlogged = cursor.eat("UNLOGGED");
    cursor.eat("TABLE");
    let written = cursor.name()?;
    if temporary {
        world.temporary.insert(written.name);
        return Ok(());
    }
    let name = world.place(&written);
    if world.table_key(&name).is_some() || world.view_key(&name).is_some() {
        return Err(format!("`{name}` exists already"));
    }
    tokens.extend(cursor.rest());
    let options = TableOptions { unlogged, ..TableOptions::default() };
    let mut table = Table { name, options, ..Table::default() };
    columns(&mut cursor.over(tokens), world, &[], &mut table)?;
    world.schema.insert_table(table);
    Ok(())
}
