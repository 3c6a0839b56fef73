//! Statements that build indexes and tables anew and change no schema, as values.

use super::{Act, table};
use crate::replay::cursor::{Cursor, Reason};
use crate::replay::world::World;
use crate::replay::{index, names};
use crate::schema::Name;

/// `REINDEX`, from after that word.
pub(super) fn reindex<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
) -> Result<Option<Act<'a>>, Reason> {
    if cursor.is_symbol("(") {
        cursor.group()?;
    }
    let is_index = cursor.eat("INDEX");
    if !is_index && !cursor.eat("TABLE") {
        let concurrently = cursor.rest().iter().any(|token| token.is("CONCURRENTLY"));
        return Ok(Some(Act::Reindex { on: None, concurrently }));
    }
    let concurrently = cursor.eat("CONCURRENTLY");
    let name = cursor.name()?;
    let on = match is_index {
        true => index::find(world, &name).map(|(on, _)| on).or_else(|| keyed(world, &name)),
        false => world.table_key(&name),
    };
    Ok(Some(Act::Reindex { on, concurrently }))
}

/// `VACUUM`, from after that word; of interest only if it is `FULL`.
pub(super) fn vacuum<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
) -> Result<Option<Act<'a>>, Reason> {
    let mut full = cursor.eat("FULL");
    if cursor.is_symbol("(") {
        full |= cursor.group()?.iter().any(|token| token.is("FULL"));
    }
    while ["FREEZE", "VERBOSE", "ANALYZE"].into_iter().any(|word| cursor.eat(word)) {}
    Ok(full.then(|| Act::Rewrite { words: "VACUUM FULL", table: table(cursor, world).ok() }))
}

/// The table whose key or constraint has the index of that name.
fn keyed(world: &World<'_>, name: &Name) -> Option<Name> {
    let place = world.place(name);
    let near = world.schema.naming(&name.name);
    near.into_iter().filter(|table| table.namespace == place.namespace).find(|table| {
        world.schema.tables.get(table).is_some_and(|table| names::relation_on(table, &name.name))
    })
}
