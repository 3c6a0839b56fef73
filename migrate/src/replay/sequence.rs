//! Sequences: their options, and the statements that create, alter and drop them.

use super::cursor::{Cursor, Reason};
use super::names;
use super::world::World;
use crate::schema::{Expr, IdentityKind, Name, Sequence, SequenceOptions, Type};

/// What a list of sequence options said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(super) options: SequenceOptions,
    pub(super) name: Option<Name>,
    ty: Option<Type>,
    /// `NO MINVALUE`, `NO MAXVALUE`, `NO CYCLE`: back to the database's own choice.
    no_min: bool,
    no_max: bool,
    no_cycle: bool,
    /// `OWNED BY`: the table and column, or `Some(None)` for `NONE`.
    owner: Option<Option<(Name, String)>>,
}

/// One option.
pub(super) fn option(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    read: &mut Options,
) -> Result<(), Reason> {
    let options = &mut read.options;
    if cursor.eat("START") {
        cursor.eat("WITH");
        options.start = Some(cursor.integer()?);
    } else if cursor.eat("INCREMENT") {
        cursor.eat("BY");
        options.increment = Some(cursor.integer()?);
    } else if cursor.eat("MINVALUE") {
        options.min = Some(cursor.integer()?);
    } else if cursor.eat("MAXVALUE") {
        options.max = Some(cursor.integer()?);
    } else if cursor.eat("NO MINVALUE") {
        read.no_min = true;
    } else if cursor.eat("NO MAXVALUE") {
        read.no_max = true;
    } else if cursor.eat("CACHE") {
        options.cache = Some(cursor.integer()?);
    } else if cursor.eat("NO CYCLE") {
        read.no_cycle = true;
    } else if cursor.eat("CYCLE") {
        options.cycle = true;
    } else if cursor.eat("RESTART") {
        cursor.eat("WITH");
        let _ = cursor.integer();
    } else if cursor.eat("AS") {
        read.ty = Some(world.ty(&cursor.name()?.name));
    } else if cursor.eat("SEQUENCE NAME") {
        read.name = Some(cursor.name()?);
    } else if cursor.eat("OWNED BY") {
        read.owner = Some(owner(cursor, world)?);
    } else if !(cursor.eat("LOGGED") || cursor.eat("UNLOGGED")) {
        return Err(cursor.unexpected("an option of a sequence"));
    }
    Ok(())
}

fn owner(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<Option<(Name, String)>, Reason> {
    if cursor.eat("NONE") {
        return Ok(None);
    }
    let mut parts = vec![cursor.identifier()?];
    while cursor.eat_symbol(".") {
        parts.push(cursor.identifier()?);
    }
    let column = parts.pop().unwrap_or_default();
    let name = parts.pop().ok_or("expected `table.column` after `OWNED BY`")?;
    let table = world.table_name(&Name { namespace: parts.pop(), name })?;
    let column = world.column_of(world.table(&table)?, &column)?;
    Ok(Some((table, column)))
}

/// Options without what the database would choose by itself.
pub(super) fn settle(mut options: SequenceOptions, ty: &Type) -> SequenceOptions {
    let (least, most, begin) = chosen(&options, ty);
    options.start = options.start.filter(|start| *start != begin);
    options.increment = options.increment.filter(|increment| *increment != 1);
    options.min = options.min.filter(|min| *min != least);
    options.max = options.max.filter(|max| *max != most);
    options.cache = options.cache.filter(|cache| *cache != 1);
    options
}

/// The least and the greatest value and the first one that the database chooses.
fn chosen(options: &SequenceOptions, ty: &Type) -> (i64, i64, i64) {
    let largest = match ty {
        Type::SmallInt => i64::from(i16::MAX),
        Type::Integer => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    let down = options.increment.is_some_and(|increment| increment < 0);
    let (least, most) = if down { (-largest - 1, -1) } else { (1, largest) };
    (least, most, if down { options.max.unwrap_or(most) } else { options.min.unwrap_or(least) })
}

/// Options of which some are said anew.
pub(super) fn overlay(options: &mut SequenceOptions, said: Options, ty: &Type) {
    let next = said.options;
    // The first value was settled when the sequence was made, and moves with no other option.
    let start = options.start.unwrap_or(chosen(options, ty).2);
    options.start = Some(next.start.unwrap_or(start));
    options.increment = next.increment.or(options.increment);
    options.min = next.min.or(options.min.filter(|_| !said.no_min));
    options.max = next.max.or(options.max.filter(|_| !said.no_max));
    options.cache = next.cache.or(options.cache);
    options.cycle = next.cycle || options.cycle && !said.no_cycle;
    *options = settle(options.clone(), ty);
}

/// `CREATE SEQUENCE`, from its name on.
pub(super) fn create(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let name = world.place(&cursor.name()?);
    let mut read = Options::default();
    while !cursor.done() {
        option(cursor, world, &mut read)?;
    }
    if names::relation_exists(world, &name, &name.name) {
        return if if_not_exists { Ok(()) } else { Err(format!("`{name}` exists already")) };
    }
    let ty = read.ty.filter(|ty| *ty != Type::BigInt);
    let options = settle(read.options, ty.as_ref().unwrap_or(&Type::BigInt));
    let owned_by = read.owner.flatten();
    world
        .schema
        .apart_mut()
        .sequences
        .insert(name.clone(), Sequence { name: name.clone(), ty, options, owned_by });
    become_serial(world, &name);
    Ok(())
}

/// `ALTER SEQUENCE`, from its name on.
pub(super) fn alter(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let written = cursor.name()?;
    let Some(name) = world.key(&world.schema.sequences, &written) else {
        if let Some((table, column)) = column_behind(world, &written) {
            return alter_column(cursor, world, &table, &column);
        }
        return if if_exists { Ok(()) } else { Err(format!("there is no sequence `{written}`")) };
    };
    if cursor.eat("RENAME TO") {
        let next = Name { namespace: name.namespace.clone(), name: cursor.identifier()? };
        return rename(world, &name, next);
    }
    if cursor.eat("SET SCHEMA") {
        let next =
            world.place(&Name { namespace: Some(cursor.identifier()?), name: name.name.clone() });
        return rename(world, &name, next);
    }
    if cursor.eat("OWNER TO") || cursor.eat("SET LOGGED") || cursor.eat("SET UNLOGGED") {
        return Ok(());
    }
    let mut read = Options::default();
    while !cursor.done() {
        option(cursor, world, &mut read)?;
    }
    if let Some(sequence) = world.schema.apart_mut().sequences.get_mut(&name) {
        if let Some(ty) = read.ty.take() {
            sequence.ty = Some(ty).filter(|ty| *ty != Type::BigInt);
        }
        if let Some(owner) = read.owner.take() {
            sequence.owned_by = owner;
        }
        let ty = sequence.ty.clone().unwrap_or(Type::BigInt);
        overlay(&mut sequence.options, read, &ty);
    }
    become_serial(world, &name);
    Ok(())
}

fn rename(world: &mut World<'_>, name: &Name, next: Name) -> Result<(), Reason> {
    if names::relation_exists(world, &next, &next.name) {
        return Err(format!("`{next}` exists already"));
    }
    if let Some(mut sequence) = world.schema.apart_mut().sequences.remove(name) {
        sequence.name = next.clone();
        world.schema.apart_mut().sequences.insert(next.clone(), sequence);
    }
    for table in world.schema.rest_mut().tables.values_mut() {
        for column in &mut table.columns {
            let asks = column.default.as_ref().and_then(|expr| asked(world.dialect, expr));
            if asks.is_some_and(|asks| asks == *name) {
                column.default = Some(ask(&next));
            }
        }
    }
    Ok(())
}

fn ask(name: &Name) -> Expr {
    Expr(format!("nextval('{name}'::regclass)"))
}

/// The table and column that the sequence of this name numbers.
fn column_behind(world: &World<'_>, written: &Name) -> Option<(Name, String)> {
    let full = world.place(written);
    let naming = world.schema.naming(&full.name);
    let mut tables = naming.iter().filter_map(|key| world.schema.tables.get_key_value(key));
    tables.find_map(|(key, table)| {
        let column = table.columns.iter().find(|column| match &column.identity {
            Some(identity) => match &identity.sequence {
                Some(name) => *name == full,
                None => {
                    full.namespace == key.namespace
                        && names::object(&key.name, &column.name, "seq") == full.name
                }
            },
            None => false,
        })?;
        Some((key.clone(), column.name.clone()))
    })
}

/// `ALTER SEQUENCE` of a sequence that a column owns.
fn alter_column(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    table: &Name,
    column: &str,
) -> Result<(), Reason> {
    let found = world.table(table)?.column(column).and_then(|column| column.identity.clone());
    let ty = world.table(table)?.column(column).map_or(Type::BigInt, |column| column.ty.clone());
    let Some(mut identity) = found else { return Ok(()) };
    if cursor.eat("RENAME TO") {
        identity.sequence =
            Some(Name { namespace: table.namespace.clone(), name: cursor.identifier()? });
    } else if cursor.eat("SET SCHEMA") || cursor.eat("OWNER TO") {
        cursor.identifier()?;
    } else {
        let mut read = Options::default();
        while !cursor.done() {
            option(cursor, world, &mut read)?;
        }
        if let Some(owner) = &read.owner
            && owner.as_ref() != Some(&(table.clone(), column.to_owned()))
        {
            return Err("the sequence behind a column is given to another owner".to_owned());
        }
        overlay(&mut identity.options, read, &ty);
    }
    let table = world.table_mut(table)?;
    if let Some(column) = table.columns.iter_mut().find(|other| other.name == column) {
        column.identity = Some(identity);
    }
    names::settle_sequences(table);
    Ok(())
}

/// `DROP SEQUENCE`, from the names on.
pub(super) fn drop(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let names = cursor.names()?;
    let cascade = cursor.eat("CASCADE");
    let mut found = Vec::new();
    for name in &names {
        match world.key(&world.schema.sequences, name) {
            Some(key) => found.push(key),
            None if column_behind(world, name).is_some() && cascade => {
                return Err(format!("`{name}` numbers a column"));
            }
            None if if_exists && column_behind(world, name).is_none() => {}
            None => return Err(format!("there is no sequence `{name}`")),
        }
    }
    for key in found {
        world.schema.apart_mut().sequences.remove(&key);
        for table in world.schema.rest_mut().tables.values_mut() {
            for column in &mut table.columns {
                if cascade
                    && column.default.as_ref().and_then(|expr| asked(world.dialect, expr)).as_ref()
                        == Some(&key)
                {
                    column.default = None;
                }
            }
        }
    }
    Ok(())
}

/// The sequence that a default asks for its next value.
pub(super) fn asked(dialect: &dyn crate::dialect::Dialect, expr: &Expr) -> Option<Name> {
    let rest =
        expr.0.strip_prefix("nextval('").or_else(|| expr.0.strip_prefix("pg_catalog.nextval('"))?;
    let (inner, tail) = rest.rsplit_once('\'')?;
    let inner = inner.replace("''", "\0");
    if !matches!(tail, ")" | "::regclass)" | "::text)") || inner.contains('\'') {
        return None;
    }
    let inner = inner.replace('\0', "'");
    let mut cursor = Cursor::new(dialect, &inner);
    let name = cursor.name().ok().filter(|_| cursor.done())?;
    let public = name.namespace.as_deref() == Some(dialect.capability().default_namespace);
    Some(if public { Name::new(name.name) } else { name })
}

/// A sequence that a column owns and asks for its default is what `serial` makes, and becomes part of the column.
pub(super) fn become_serial(world: &mut World<'_>, sequence: &Name) {
    let Some(found) = world.schema.sequences.get(sequence) else { return };
    let Some((owner, column)) = found.owned_by.clone() else { return };
    let options = found.options.clone();
    let dialect = world.dialect;
    let Some(table) = world.schema.table_mut(&owner) else { return };
    let Some(column) = table.columns.iter_mut().find(|other| other.name == column) else { return };
    let asks = column
        .default
        .as_ref()
        .and_then(|expr| asked(dialect, expr))
        .is_some_and(|name| name == *sequence);
    let counts = matches!(column.ty, Type::SmallInt | Type::Integer | Type::BigInt);
    if asks && counts && column.identity.is_none() {
        let options = settle(options, &column.ty);
        let sequence = Some(sequence.clone());
        column.identity =
            Some(crate::schema::Identity { kind: IdentityKind::Serial, options, sequence });
        column.default = None;
        let name = found_name(column);
        names::settle_sequences(table);
        if let Some(name) = name {
            world.schema.apart_mut().sequences.remove(&name);
        }
    }
}

fn found_name(column: &crate::schema::Column) -> Option<Name> {
    column.identity.as_ref().and_then(|identity| identity.sequence.clone())
}
