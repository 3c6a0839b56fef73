//! Indexes: the statements that create, alter, rename and drop them.

use std::collections::BTreeMap;

use super::canon;
use super::column;
use super::constraint;
use super::cursor::{Cursor, Reason};
use super::names;
use super::world::World;
use crate::schema::{Index, IndexKey, IndexPart, Name};
use crate::split::lex::{Kind, Token};

/// `CREATE INDEX` as it is written; names are not yet looked up.
pub(super) struct Written {
    pub(super) name: Option<Name>,
    pub(super) on: Name,
    #[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only judged, never followed"))]
    pub(super) only: bool,
    #[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only judged, never followed"))]
    pub(super) concurrently: bool,
    pub(super) if_not_exists: bool,
    pub(super) index: Index,
}

/// Reads `CREATE [UNIQUE] INDEX`, from after `INDEX`.
pub(super) fn written(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    unique: bool,
) -> Result<Written, Reason> {
    let concurrently = cursor.eat("CONCURRENTLY");
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let name = if cursor.is("ON") && world.capability.named_constraints {
        None
    } else {
        Some(cursor.name()?)
    };
    cursor.expect("ON")?;
    let only = cursor.eat("ONLY");
    let on = cursor.name()?;
    let mut index = definition(cursor, world)?;
    index.unique = unique;
    cursor.end()?;
    Ok(Written { name, on, only, concurrently, if_not_exists, index })
}

/// `CREATE [UNIQUE] INDEX`, from after `INDEX`.
pub(super) fn create(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    unique: bool,
) -> Result<(), Reason> {
    let Written { name, on: written, if_not_exists, mut index, .. } =
        written(cursor, world, unique)?;
    if world.is_temporary(&written) {
        return Ok(());
    }
    let view = world.view_key(&written);
    let on = match &view {
        Some(view) => view.clone(),
        None => world.table_name(&written)?,
    };
    match &name {
        Some(name)
            if find(
                world,
                &Name {
                    namespace: name.namespace.clone().or(on.namespace.clone()),
                    name: name.name.clone(),
                },
            )
            .is_some() =>
        {
            return if if_not_exists {
                Ok(())
            } else {
                Err(format!("index `{name}` exists already"))
            };
        }
        Some(name) => index.name = name.name.clone(),
        None => {}
    }
    if let Some(table) = world.schema.tables.get(&on) {
        settle(world, table, &mut index)?;
    }
    if index.name.is_empty() {
        index.name = names::index(world, &on, &index.parts, &index.include);
    } else if world.capability.named_constraints && names::relation_exists(world, &on, &index.name)
    {
        return if if_not_exists {
            Ok(())
        } else {
            Err(format!("`{}` exists already", index.name))
        };
    }
    if let Some(table) = world.schema.table_mut(&on) {
        table.indexes.push(index);
    } else if let Some(view) = world.schema.view_mut(&on) {
        view.indexes.push(index);
    }
    Ok(())
}

/// Spells the columns as the table does, and refuses those that it does not have.
fn settle(
    world: &World<'_>,
    table: &crate::schema::Table,
    index: &mut Index,
) -> Result<(), Reason> {
    for part in &mut index.parts {
        if let IndexKey::Column(name) = &mut part.key {
            *name = world.column_of(table, name)?;
        }
    }
    for name in &mut index.include {
        *name = world.column_of(table, name)?;
    }
    Ok(())
}

/// Everything after the table's name.
fn definition(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<Index, Reason> {
    let mut index = Index {
        name: String::new(),
        parts: Vec::new(),
        unique: false,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate: None,
        with: BTreeMap::new(),
        comment: None,
    };
    if cursor.eat("USING") {
        index.method = Some(cursor.identifier()?).filter(|method| method != "btree");
    }
    cursor.expect_symbol("(")?;
    loop {
        index.parts.push(part(cursor, world)?);
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol(")")?;
    index.include = constraint::include(cursor)?;
    loop {
        if cursor.eat("NULLS NOT DISTINCT") {
            index.nulls_not_distinct = true;
        } else if cursor.eat("WITH") {
            index.with = parameters(cursor)?;
        } else if cursor.eat("TABLESPACE") {
            cursor.identifier()?;
        } else if cursor.eat("WHERE") {
            index.predicate = Some(canon::expression(world.dialect, &cursor.rest()));
        } else if !cursor.eat("NULLS DISTINCT") {
            return Ok(index);
        }
    }
}

/// One part of the key: what, collation, operator class, order.
fn part(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<IndexPart, Reason> {
    let ends =
        |token: &Token<'_>| ["COLLATE", "ASC", "DESC", "NULLS"].iter().any(|word| token.is(word));
    let classes = world.capability.operator_classes;
    // A name, a call or something in parentheses; what comes after those is an operator class. SQLite, which has none,
    // allows any expression.
    let tokens = if classes && cursor.is_symbol("(") {
        cursor.group()?
    } else if classes {
        let from = cursor.clone();
        cursor.name()?;
        if cursor.is_symbol("(") {
            cursor.group()?;
        }
        taken(&from, cursor)
    } else {
        cursor.until(|_, token| token.is_symbol(",") || ends(token))
    };
    let mut part = IndexPart {
        key: key(world, &tokens),
        descending: false,
        nulls_first: None,
        collation: None,
        opclass: None,
    };
    if cursor.eat("COLLATE") {
        part.collation = Some(column::collation_name(cursor, world)?);
    }
    if cursor.at_identifier() && !cursor.peek().is_some_and(|token| ends(&token)) {
        let mut opclass = cursor.name()?.to_string();
        if cursor.is_symbol("(") {
            let inner: String = cursor.group()?.iter().map(|token| token.text).collect();
            opclass = format!("{opclass}({inner})");
        }
        part.opclass = Some(opclass);
    }
    if cursor.eat("DESC") {
        part.descending = true;
    } else {
        cursor.eat("ASC");
    }
    if cursor.eat("NULLS FIRST") {
        part.nulls_first = Some(true).filter(|_| part.descending != classes);
    } else if cursor.eat("NULLS LAST") {
        part.nulls_first = Some(false).filter(|_| part.descending == classes);
    }
    Ok(part)
}

/// The tokens that were taken between two states of a cursor.
fn taken<'a>(from: &Cursor<'a>, to: &Cursor<'a>) -> Vec<Token<'a>> {
    let mut cursor = from.clone();
    let end = to.peek().map(|token| token.offset);
    let mut tokens = Vec::new();
    while let Some(token) = cursor.peek() {
        if Some(token.offset) == end {
            break;
        }
        tokens.push(token);
        cursor.next();
    }
    tokens
}

fn key(world: &World<'_>, tokens: &[Token<'_>]) -> IndexKey {
    let tokens = canon::strip(tokens);
    match tokens {
        [only]
            if (only.kind == Kind::Word && !canon::is_value(only.text))
                || only.kind == Kind::Quoted
                || only.kind == Kind::String =>
        {
            match super::cursor::identifier(world.dialect, only) {
                Some(name) => IndexKey::Column(name),
                None => IndexKey::Expr(canon::expression(world.dialect, tokens)),
            }
        }
        _ => IndexKey::Expr(canon::expression(world.dialect, tokens)),
    }
}

/// Storage parameters in parentheses.
pub(super) fn parameters(cursor: &mut Cursor<'_>) -> Result<BTreeMap<String, String>, Reason> {
    let mut found = BTreeMap::new();
    cursor.expect_symbol("(")?;
    loop {
        let mut name = cursor.identifier()?;
        while cursor.eat_symbol(".") {
            name = format!("{name}.{}", cursor.identifier()?);
        }
        let mut value = "true".to_owned();
        if cursor.eat_symbol("=") {
            let sign = if cursor.eat_symbol("-") { "-" } else { "" };
            let token = cursor.next().ok_or("expected a value")?;
            let text = match token.kind {
                Kind::String => super::cursor::string(token.text),
                _ => token.text.to_ascii_lowercase(),
            };
            value = format!("{sign}{text}");
        }
        found.insert(name, value);
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol(")")?;
    Ok(found)
}

/// The table or view that has the index, and the index's name as it spells it.
pub(super) fn find(world: &World<'_>, name: &Name) -> Option<(Name, String)> {
    let place = world.place(name);
    let near = |key: &Name| name.namespace.is_none() || key.namespace == place.namespace;
    let is = |index: &&Index| world.same(&index.name, &name.name);
    let naming: Vec<Name> = world.schema.naming(&name.name).into_iter().filter(near).collect();
    let tables = naming.iter().filter_map(|key| world.schema.tables.get_key_value(key));
    let on_table = tables.map(|(key, table)| (key, &table.indexes));
    let views = naming.iter().filter_map(|key| world.schema.views.get_key_value(key));
    let on_view = views.map(|(key, view)| (key, &view.indexes));
    on_table.chain(on_view).find_map(|(key, indexes)| {
        indexes.iter().find(is).map(|index| (key.clone(), index.name.clone()))
    })
}

/// The indexes of a table or view.
pub(super) fn indexes_mut<'w>(world: &'w mut World<'_>, on: &Name) -> Option<&'w mut Vec<Index>> {
    if world.schema.tables.contains_key(on) {
        return world.schema.table_mut(on).map(|table| &mut table.indexes);
    }
    world.schema.view_mut(on).map(|view| &mut view.indexes)
}

/// `DROP INDEX`, from after `INDEX`.
pub(super) fn drop(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    cursor.eat("CONCURRENTLY");
    let if_exists = cursor.eat("IF EXISTS");
    let names = cursor.names()?;
    let mut found = Vec::new();
    for name in &names {
        match find(world, name) {
            Some(index) => found.push(index),
            None if if_exists => {}
            None => return Err(format!("there is no index `{name}`")),
        }
    }
    for (on, name) in found {
        if let Some(indexes) = indexes_mut(world, &on) {
            indexes.retain(|index| index.name != name);
        }
    }
    Ok(())
}

/// `ALTER INDEX`, from after `INDEX`.
pub(super) fn alter(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    if cursor.eat("ALL") {
        return Ok(());
    }
    let if_exists = cursor.eat("IF EXISTS");
    let name = cursor.name()?;
    if cursor.eat("RENAME TO") {
        let next = cursor.identifier()?;
        return rename(world, &name, next, if_exists);
    }
    if cursor.eat("ATTACH PARTITION") {
        // From here on it is a part of the other, which stands for it wherever the schema is told.
        if let Some((on, part)) = find(world, &cursor.name()?)
            && let Some(indexes) = indexes_mut(world, &on)
        {
            indexes.retain(|other| other.name != part);
        }
        return Ok(());
    }
    let Some((on, index)) = find(world, &name) else { return Ok(()) };
    let (set, reset) = (cursor.are("SET") && !cursor.are("SET TABLESPACE"), cursor.is("RESET"));
    if set || reset {
        cursor.next();
        let parameters = if reset { None } else { Some(parameters(cursor)?) };
        let dropped = if reset { cursor.columns()? } else { Vec::new() };
        if let Some(indexes) = indexes_mut(world, &on) {
            for index in indexes.iter_mut().filter(|other| other.name == index) {
                index.with.extend(parameters.clone().unwrap_or_default());
                index.with.retain(|name, _| !dropped.contains(name));
            }
        }
    }
    Ok(())
}

/// Renames an index or the constraint that owns it.
fn rename(world: &mut World<'_>, name: &Name, next: String, if_exists: bool) -> Result<(), Reason> {
    if let Some((on, index)) = find(world, name) {
        if names::relation_exists(world, &on, &next) {
            return Err(format!("`{next}` exists already"));
        }
        if let Some(indexes) = indexes_mut(world, &on) {
            indexes
                .iter_mut()
                .filter(|other| other.name == index)
                .for_each(|index| index.name.clone_from(&next));
        }
        return Ok(());
    }
    let place = world.place(name);
    let naming = world.schema.naming(&name.name);
    let mut tables = naming.iter().filter_map(|key| world.schema.tables.get(key));
    let owner = tables.find(|table| {
        table.name.namespace == place.namespace && names::constraint_on(table, &name.name)
    });
    match owner.map(|table| table.name.clone()) {
        Some(owner) => super::rename::rename_constraint(world, &owner, &name.name, next),
        None if if_exists => Ok(()),
        None => Err(format!("there is no index `{name}`")),
    }
}
