//! `COMMENT ON`: kept on tables, columns, views, indexes and enumerated types; read and let go on everything else.

use super::column;
use super::cursor::{Cursor, Reason};
use super::index;
use super::world::World;
use crate::schema::Name;

/// `COMMENT ON`, from after `ON`.
pub(super) fn comment(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    if cursor.eat("TABLE") {
        let name = cursor.name()?;
        let text = text(cursor)?;
        let key = world.table_name(&name)?;
        world.table_mut(&key)?.comment = text;
    } else if cursor.eat("COLUMN") {
        let written = cursor.name_parts()?;
        let text = text(cursor)?;
        return on_column(world, written, text);
    } else if cursor.eat("MATERIALIZED VIEW") || cursor.eat("VIEW") {
        let name = cursor.name()?;
        let text = text(cursor)?;
        let key = world.view_key(&name).ok_or_else(|| format!("there is no view `{name}`"))?;
        if let Some(view) = world.schema.view_mut(&key) {
            view.comment = text;
        }
    } else if cursor.eat("INDEX") {
        let name = cursor.name()?;
        let text = text(cursor)?;
        let Some((on, found)) = index::find(world, &name) else { return Ok(()) };
        let indexes = index::indexes_mut(world, &on).into_iter().flatten();
        indexes
            .filter(|index| index.name == found)
            .for_each(|index| index.comment.clone_from(&text));
    } else if cursor.eat("TYPE") {
        let name = cursor.name()?;
        let text = text(cursor)?;
        let Some(key) = world.key(&world.schema.enums, &name) else { return Ok(()) };
        if let Some(found) = world.schema.apart_mut().enums.get_mut(&key) {
            found.comment = text;
        }
    }
    Ok(())
}

fn text(cursor: &mut Cursor<'_>) -> Result<Option<String>, Reason> {
    cursor.expect("IS")?;
    column::string_or_null(cursor)
}

fn on_column(
    world: &mut World<'_>,
    mut written: Vec<String>,
    text: Option<String>,
) -> Result<(), Reason> {
    let (Some(column), Some(table)) = (written.pop(), written.pop()) else {
        return Err("expected `table.column`".to_owned());
    };
    let table = Name { namespace: written.pop(), name: table };
    let Some(key) = world.table_key(&table) else {
        let view = world.view_key(&table);
        return if view.is_some() { Ok(()) } else { Err(format!("there is no table `{table}`")) };
    };
    let name = world.column_of(world.table(&key)?, &column)?;
    let columns = world.table_mut(&key)?.columns.iter_mut();
    columns
        .filter(|column| column.name == name)
        .for_each(|column| column.comment.clone_from(&text));
    Ok(())
}
