//! Views and triggers: kept as text, with what a view reads as far as its words tell.

use std::collections::BTreeSet;

use super::cursor::{Cursor, Reason, identifier};
use super::drop;
use super::names;
use super::star;
use super::world::World;
use crate::op::text;
use crate::schema::{Name, Trigger, View};
use crate::split::lex::{Kind, Token};

/// How a `CREATE` begins, as far as it matters to more than one kind of object.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    pub(super) or_replace: bool,
    pub(super) temporary: bool,
    pub(super) unlogged: bool,
    pub(super) materialized: bool,
    pub(super) unique: bool,
    pub(super) recursive: bool,
    pub(super) constraint: bool,
}

/// `CREATE VIEW`, from after `VIEW`.
pub(super) fn create(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    manner: Manner,
) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let kind = match (manner.materialized, manner.recursive) {
        (true, _) => "MATERIALIZED VIEW",
        (false, true) => "RECURSIVE VIEW",
        (false, false) => "VIEW",
    };
    let begin = cursor.peek().map_or(0, |token| token.offset);
    let written = cursor.name()?;
    if manner.temporary {
        world.temporary.insert(written.name);
        return Ok(());
    }
    let name = world.place(&written);
    let previous = world.view_key(&name);
    if previous.is_some() && !manner.or_replace || world.table_key(&name).is_some() {
        return if if_not_exists { Ok(()) } else { Err(format!("`{name}` exists already")) };
    }
    cursor.until(|_, token| token.is("AS"));
    cursor.expect("AS")?;
    let text = star::expand(world, cursor.sql, cursor);
    let sql = format!("CREATE {kind} {}", text.get(begin..).unwrap_or_default());
    let mut query = Cursor::new(world.dialect, &sql);
    query.until(|_, token| token.is("AS"));
    let reads = reads(world, &query.rest());
    let mut view = View {
        name: name.clone(),
        sql,
        materialized: manner.materialized,
        reads,
        triggers: Vec::new(),
        indexes: Vec::new(),
        comment: None,
    };
    if let Some(previous) = previous.and_then(|name| world.schema.apart_mut().views.remove(&name)) {
        view.triggers = previous.triggers;
        view.comment = previous.comment;
    }
    world.schema.insert_view(view);
    Ok(())
}

/// Words after which a list of tables is over.
const AFTER_TABLES: [&str; 11] = [
    "WHERE",
    "GROUP",
    "ORDER",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "WINDOW",
    "SELECT",
];

/// The tables, views and columns that a query reads.
pub(super) fn reads(world: &World<'_>, tokens: &[Token<'_>]) -> BTreeSet<(Name, Option<String>)> {
    let tables = tables(world, tokens);
    let mut found = BTreeSet::new();
    for (key, aliases) in &tables {
        let before = found.len();
        let columns = world.schema.tables.get(key).map(|table| &table.columns);
        for (at, token) in tokens.iter().enumerate() {
            let qualifier = qualifier(world, tokens, at);
            let ours = qualifier
                .as_ref()
                .is_none_or(|name| aliases.iter().any(|alias| world.same(alias, name)));
            if !ours {
                continue;
            }
            let previous = at.checked_sub(1).and_then(|before| tokens.get(before));
            let lists = previous.is_none_or(|previous| {
                previous.is_symbol(",")
                    || previous.is_symbol(".")
                    || previous.is("SELECT")
                    || previous.is("DISTINCT")
            });
            if token.is_symbol("*") && lists {
                found.insert((key.clone(), None));
            }
            let called =
                tokens.get(at + 1).is_some_and(|next| next.is_symbol("(") || next.is_symbol("."));
            let Some(name) = name_at(world, token).filter(|_| !called) else { continue };
            let column = columns
                .and_then(|columns| columns.iter().find(|column| world.same(&column.name, &name)));
            if let Some(column) = column {
                found.insert((key.clone(), Some(column.name.clone())));
            }
        }
        if found.len() == before {
            found.insert((key.clone(), None));
        }
    }
    found
}

fn name_at(world: &World<'_>, token: &Token<'_>) -> Option<String> {
    match token.kind {
        Kind::Word | Kind::Quoted => identifier(world.dialect, token),
        Kind::String | Kind::Number | Kind::Symbol | Kind::Comment => None,
    }
}

fn qualifier(world: &World<'_>, tokens: &[Token<'_>], at: usize) -> Option<String> {
    let dot = tokens.get(at.checked_sub(1)?)?;
    let before = tokens.get(at.checked_sub(2)?)?;
    if dot.is_symbol(".") { name_at(world, before) } else { None }
}

/// The tables and views after each `FROM` and `JOIN`, each with the names that it goes by.
fn tables(world: &World<'_>, tokens: &[Token<'_>]) -> Vec<(Name, Vec<String>)> {
    let mut found: Vec<(Name, Vec<String>)> = Vec::new();
    // Whether a table may come next, for each depth of parentheses.
    let mut wanted = vec![false];
    let mut listing = vec![false];
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let (Some(want), Some(list)) = (wanted.last_mut(), listing.last_mut()) else { break };
        if token.is("FROM") || token.is("JOIN") {
            (*want, *list) = (true, true);
        } else if token.is_symbol(",") {
            *want = *list;
        } else if AFTER_TABLES.iter().any(|word| token.is(word)) {
            (*want, *list) = (false, false);
        } else if token.is_symbol("(") {
            let inside = *want;
            wanted.push(inside);
            listing.push(inside);
        } else if token.is_symbol(")") {
            wanted.pop();
            listing.pop();
            if let Some(want) = wanted.last_mut() {
                *want = false;
            }
        } else if *want && !token.is("ONLY") && !token.is("LATERAL") {
            *want = false;
            if let Some((name, aliases, next)) = table_at(world, tokens, at - 1) {
                at = next;
                match found.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, known)) => known.extend(aliases),
                    None => found.push((name, aliases)),
                }
            }
        }
    }
    found
}

/// The table or view whose name begins at `at`, its names, and where its name and alias end.
fn table_at(
    world: &World<'_>,
    tokens: &[Token<'_>],
    at: usize,
) -> Option<(Name, Vec<String>, usize)> {
    let mut name = Name::new(name_at(world, tokens.get(at)?)?);
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| token.is_symbol(".")) {
        name = Name { namespace: Some(name.name), name: name_at(world, tokens.get(next + 1)?)? };
        next += 2;
    }
    let key = world.table_key(&name).or_else(|| world.view_key(&name))?;
    let mut aliases = vec![name.name];
    let spelled = tokens.get(next).is_some_and(|token| token.is("AS"));
    next += usize::from(spelled);
    let alias = tokens.get(next).filter(|token| spelled || !super::canon::is_keyword(token.text));
    if let Some(alias) = alias.and_then(|token| name_at(world, token)) {
        aliases.push(alias);
        next += 1;
    }
    Some((key, aliases, next))
}

/// `DROP VIEW`, from after `VIEW`.
pub(super) fn drop_views(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let written = cursor.names()?;
    let cascade = cursor.eat("CASCADE");
    let mut found = Vec::new();
    let mut temporary = Vec::new();
    for name in &written {
        if world.is_temporary(name) {
            temporary.push(name.name.clone());
            continue;
        }
        match world.view_key(name) {
            Some(key) => found.push(key),
            None if if_exists => {}
            None => return Err(format!("there is no view `{name}`")),
        }
    }
    if world.capability.alter_foreign_keys {
        let mut others = world.schema.views.values().filter(|view| !found.contains(&view.name));
        let reader = others.find(|view| view.reads.iter().any(|(name, _)| found.contains(name)));
        if let Some(reader) = reader.filter(|_| !cascade) {
            return Err(format!("view `{}` reads it", reader.name));
        }
        drop::views_reading(world, |name, _| found.contains(name));
    }
    world.temporary.retain(|name| !temporary.contains(name));
    world.schema.apart_mut().views.retain(|name, _| !found.contains(name));
    Ok(())
}

/// `ALTER VIEW` and `ALTER MATERIALIZED VIEW`, from after the name.
pub(super) fn alter(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    written: &Name,
) -> Result<(), Reason> {
    let Some(name) = world.view_key(written) else {
        return Err(format!("there is no view `{written}`"));
    };
    let next = if cursor.eat("RENAME TO") {
        Name { namespace: name.namespace.clone(), name: cursor.identifier()? }
    } else if cursor.eat("SET SCHEMA") {
        world.place(&Name { namespace: Some(cursor.identifier()?), name: name.name.clone() })
    } else if cursor.is("RENAME") {
        return Err("renaming the column of a view is not followed".to_owned());
    } else {
        return Ok(());
    };
    if names::relation_exists(world, &next, &next.name) {
        return Err(format!("`{next}` exists already"));
    }
    let Some(mut view) = world.schema.apart_mut().views.remove(&name) else { return Ok(()) };
    let namespace = |tokens: &[text::Token<'_>], at: usize| {
        text::before(tokens, at)
            .is_some_and(|(_, token)| token.is("view") || token.text == "." || token.is("exists"))
    };
    view.sql = text::replace(&view.sql, &name.name, &next.name, namespace);
    view.name.clone_from(&next);
    world.schema.insert_view(view);
    for view in world.schema.apart_mut().views.values_mut() {
        let touched: Vec<_> =
            view.reads.iter().filter(|(read, _)| *read == name).cloned().collect();
        for read in touched {
            view.reads.remove(&read);
            view.reads.insert((next.clone(), read.1));
            let table = |tokens: &[text::Token<'_>], at: usize| {
                text::before(tokens, at).is_some_and(|(_, token)| {
                    token.is("from") || token.is("join") || token.text == ","
                }) || text::after(tokens, at).is_some_and(|(_, token)| token.text == ".")
            };
            view.sql = text::replace(&view.sql, &name.name, &next.name, table);
        }
    }
    Ok(())
}

/// `CREATE TRIGGER`, from after `TRIGGER`.
pub(super) fn create_trigger(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    manner: Manner,
) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let kind = if manner.constraint { "CONSTRAINT TRIGGER" } else { "TRIGGER" };
    let sql = format!("CREATE {kind} {}", cursor.text());
    let name = cursor.name()?.name;
    while !cursor.done() && !cursor.is("ON") {
        cursor.next();
    }
    cursor.expect("ON")?;
    let on = cursor.name()?;
    if manner.temporary || world.is_temporary(&on) {
        return Ok(());
    }
    let trigger = Trigger { name: name.clone(), sql };
    let owner = if world.capability.named_constraints {
        triggers_on(world, &on)
    } else {
        // SQLite's triggers share one set of names.
        find_trigger(world, &name).or_else(|| triggers_on(world, &on))
    };
    let owner = owner.ok_or_else(|| format!("there is no table `{on}`"))?;
    let exists = triggers_mut(world, &owner).and_then(|triggers| position(triggers, &name));
    if exists.is_some() && !manner.or_replace {
        return if if_not_exists {
            Ok(())
        } else {
            Err(format!("trigger `{name}` exists already"))
        };
    }
    if let Some(triggers) = triggers_mut(world, &owner) {
        match exists {
            Some(at) => triggers[at] = trigger,
            None => triggers.push(trigger),
        }
    }
    Ok(())
}

fn position(triggers: &[Trigger], name: &str) -> Option<usize> {
    triggers.iter().position(|trigger| trigger.name.eq_ignore_ascii_case(name))
}

/// The table or view that `on` means.
fn triggers_on(world: &World<'_>, on: &Name) -> Option<Name> {
    world.table_key(on).or_else(|| world.view_key(on))
}

/// The table or view that has a trigger of that name.
fn find_trigger(world: &World<'_>, name: &str) -> Option<Name> {
    let has = |triggers: &[Trigger]| triggers.iter().any(|trigger| world.same(&trigger.name, name));
    let naming = world.schema.naming(name);
    let on_table =
        |key: &&Name| world.schema.tables.get(*key).is_some_and(|table| has(&table.triggers));
    let on_view =
        |key: &&Name| world.schema.views.get(*key).is_some_and(|view| has(&view.triggers));
    naming.iter().find(on_table).or_else(|| naming.iter().find(on_view)).cloned()
}

fn triggers_mut<'w>(world: &'w mut World<'_>, on: &Name) -> Option<&'w mut Vec<Trigger>> {
    if world.schema.tables.contains_key(on) {
        return world.schema.table_mut(on).map(|table| &mut table.triggers);
    }
    world.schema.view_mut(on).map(|view| &mut view.triggers)
}

/// `DROP TRIGGER`, from after `TRIGGER`.
pub(super) fn drop_trigger(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let name = cursor.name()?.name;
    let on = if cursor.eat("ON") { Some(cursor.name()?) } else { None };
    let owner = match &on {
        Some(on) if world.is_temporary(on) => return Ok(()),
        Some(on) => triggers_on(world, on),
        None => find_trigger(world, &name),
    };
    let capability = world.capability;
    let same = |trigger: &Trigger| super::world::same(capability, &trigger.name, &name);
    let dropped = owner.and_then(|owner| triggers_mut(world, &owner)).is_some_and(|triggers| {
        let before = triggers.len();
        triggers.retain(|trigger| !same(trigger));
        triggers.len() < before
    });
    if dropped || if_exists { Ok(()) } else { Err(format!("there is no trigger `{name}`")) }
}

/// `ALTER TRIGGER name ON table …`, from after `TRIGGER`.
pub(super) fn alter_trigger(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let name = cursor.identifier()?;
    cursor.expect("ON")?;
    let on = cursor.name()?;
    if !cursor.eat("RENAME TO") {
        return Ok(());
    }
    let next = cursor.identifier()?;
    let owner = triggers_on(world, &on).ok_or_else(|| format!("there is no table `{on}`"))?;
    let found = triggers_mut(world, &owner)
        .and_then(|triggers| triggers.iter_mut().find(|trigger| trigger.name == name));
    let trigger = found.ok_or_else(|| format!("there is no trigger `{name}`"))?;
    let head = |tokens: &[text::Token<'_>], at: usize| {
        text::before(tokens, at).is_some_and(|(_, token)| token.is("trigger"))
    };
    trigger.sql = text::replace(&trigger.sql, &name, &next, head);
    trigger.name = next;
    Ok(())
}
