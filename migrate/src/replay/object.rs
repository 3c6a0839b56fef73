//! Enumerated types, domains, namespaces, extensions and functions.

use super::canon;
use super::column::{self, Definition};
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Reason};
use super::names;
use super::world::World;
use crate::op::follow;
use crate::op::text;
use crate::schema::{Check, Domain, Enum, Function, Name};
use crate::split::lex::{Kind, Token};

/// `CREATE TYPE`, from after `TYPE`. Only enumerated types are part of a schema.
pub(super) fn create_type(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let name = world.place(&cursor.name()?);
    if !cursor.eat("AS ENUM") {
        return Ok(());
    }
    cursor.expect_symbol("(")?;
    let mut values = Vec::new();
    while !cursor.eat_symbol(")") {
        values.push(cursor.string()?);
        cursor.eat_symbol(",");
    }
    if world.schema.enums.contains_key(&name) || world.schema.domains.contains_key(&name) {
        return Err(format!("type `{name}` exists already"));
    }
    world.schema.apart_mut().enums.insert(name.clone(), Enum { name, values, comment: None });
    Ok(())
}

/// `ALTER TYPE`, from after `TYPE`.
pub(super) fn alter_type(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let written = cursor.name()?;
    let Some(name) = world.key(&world.schema.enums, &written) else {
        let of_enums = cursor.are("ADD VALUE") || cursor.are("RENAME VALUE");
        return if of_enums {
            Err(format!("there is no enumerated type `{written}`"))
        } else {
            Ok(())
        };
    };
    if cursor.eat("ADD VALUE") {
        return add_value(cursor, world, &name);
    }
    if cursor.eat("RENAME VALUE") {
        let previous = cursor.string()?;
        cursor.expect("TO")?;
        let next = cursor.string()?;
        let Some(found) = world.schema.apart_mut().enums.get_mut(&name) else { return Ok(()) };
        if found.values.contains(&next) {
            return Err(format!("type `{name}` has the value `{next}` already"));
        }
        let value = found.values.iter_mut().find(|value| **value == previous);
        value.ok_or_else(|| format!("type `{name}` has no value `{previous}`"))?.clone_from(&next);
        follow::rename_value(world.schema.rest_mut(), &name, &previous, &next);
        return Ok(());
    }
    let next = if cursor.eat("RENAME TO") {
        Name { namespace: name.namespace.clone(), name: cursor.identifier()? }
    } else if cursor.eat("SET SCHEMA") {
        world.place(&Name { namespace: Some(cursor.identifier()?), name: name.name.clone() })
    } else {
        return Ok(());
    };
    if world.schema.enums.contains_key(&next) || world.schema.domains.contains_key(&next) {
        return Err(format!("type `{next}` exists already"));
    }
    if let Some(mut found) = world.schema.apart_mut().enums.remove(&name) {
        found.name.clone_from(&next);
        world.schema.apart_mut().enums.insert(next.clone(), found);
    }
    follow::rename_type(world.schema.rest_mut(), &name, &next);
    Ok(())
}

fn add_value(cursor: &mut Cursor<'_>, world: &mut World<'_>, name: &Name) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let value = cursor.string()?;
    let Some(found) = world.schema.apart_mut().enums.get_mut(name) else { return Ok(()) };
    if found.values.contains(&value) {
        return if if_not_exists {
            Ok(())
        } else {
            Err(format!("type `{name}` has the value `{value}` already"))
        };
    }
    let (before, after) = (cursor.eat("BEFORE"), cursor.eat("AFTER"));
    let mut at = found.values.len();
    if before || after {
        let near = cursor.string()?;
        let place = found.values.iter().position(|value| *value == near);
        at = place.ok_or_else(|| format!("type `{name}` has no value `{near}`"))?
            + usize::from(after);
    }
    found.values.insert(at, value);
    Ok(())
}

/// `CREATE DOMAIN`, from after `DOMAIN`.
pub(super) fn create_domain(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let name = world.place(&cursor.name()?);
    cursor.eat("AS");
    let text = column::type_text(cursor);
    let ty = world.ty(&text);
    let mut definition = Definition {
        column: crate::schema::Column::new(name.name.clone(), ty),
        constraints: Vec::new(),
    };
    definition.column.nullable = true;
    column::attributes(cursor, world, &mut definition)?;
    cursor.end()?;
    if world.named(&name).is_some_and(|taken| taken == name) {
        return Err(format!("type `{name}` exists already"));
    }
    let column = definition.column;
    let mut domain = Domain {
        name: name.clone(),
        ty: column.ty,
        nullable: column.nullable,
        default: column.default,
        collation: column.collation,
        checks: Vec::new(),
    };
    for constraint in definition.constraints {
        if let Constraint::Check(check) = constraint {
            push_check(&mut domain, check);
        }
    }
    world.schema.apart_mut().domains.insert(name, domain);
    Ok(())
}

/// Adds a check, with the name that PostgreSQL gives it if it has none.
fn push_check(domain: &mut Domain, mut check: Check) {
    let taken = |name: &str| domain.checks.iter().any(|check| check.name.as_deref() == Some(name));
    if check.name.is_none() {
        check.name = Some(names::choose(&domain.name.name, "", "check", taken));
    }
    domain.checks.push(check);
}

/// `ALTER DOMAIN`, from after `DOMAIN`.
pub(super) fn alter_domain(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let written = cursor.name()?;
    let name = world.key(&world.schema.domains, &written);
    let name = name.ok_or_else(|| format!("there is no domain `{written}`"))?;
    let Some(mut domain) = world.schema.domains.get(&name).cloned() else { return Ok(()) };
    if cursor.eat("RENAME TO") || cursor.are("SET SCHEMA") {
        let next = if cursor.eat("SET SCHEMA") {
            world.place(&Name { namespace: Some(cursor.identifier()?), name: name.name.clone() })
        } else {
            Name { namespace: name.namespace.clone(), name: cursor.identifier()? }
        };
        world.schema.apart_mut().domains.remove(&name);
        domain.name.clone_from(&next);
        world.schema.apart_mut().domains.insert(next.clone(), domain);
        follow::rename_type(world.schema.rest_mut(), &name, &next);
        return Ok(());
    }
    change_domain(cursor, world, &mut domain)?;
    world.schema.apart_mut().domains.insert(name, domain);
    Ok(())
}

fn change_domain(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    domain: &mut Domain,
) -> Result<(), Reason> {
    if cursor.eat("SET DEFAULT") {
        domain.default = column::default_value(world, &domain.ty, &cursor.rest());
    } else if cursor.eat("DROP DEFAULT") {
        domain.default = None;
    } else if cursor.eat("SET NOT NULL") {
        domain.nullable = false;
    } else if cursor.eat("DROP NOT NULL") {
        domain.nullable = true;
    } else if cursor.eat("ADD") {
        let name = if cursor.eat("CONSTRAINT") { Some(cursor.identifier()?) } else { None };
        if cursor.eat("NOT NULL") {
            domain.nullable = false;
        } else {
            cursor.expect("CHECK")?;
            push_check(domain, constraint::check(cursor, world, name)?);
        }
    } else if cursor.eat("DROP CONSTRAINT") {
        let if_exists = cursor.eat("IF EXISTS");
        let name = cursor.identifier()?;
        let before = domain.checks.len();
        domain.checks.retain(|check| check.name.as_deref() != Some(&name));
        if domain.checks.len() == before && !if_exists {
            return Err(format!("there is no constraint `{name}` on domain `{}`", domain.name));
        }
    } else if cursor.eat("RENAME CONSTRAINT") {
        let previous = cursor.identifier()?;
        cursor.expect("TO")?;
        let next = cursor.identifier()?;
        let check = domain.checks.iter_mut().find(|check| check.name.as_deref() == Some(&previous));
        check
            .ok_or_else(|| {
                format!("there is no constraint `{previous}` on domain `{}`", domain.name)
            })?
            .name = Some(next);
    } else if cursor.eat("VALIDATE CONSTRAINT") {
        let name = cursor.identifier()?;
        let checks = domain.checks.iter_mut().filter(|check| check.name.as_deref() == Some(&name));
        checks.for_each(|check| check.not_valid = false);
    } else if !cursor.are("OWNER TO") {
        return Err(cursor.unexpected("what to alter of the domain"));
    }
    Ok(())
}

/// `CREATE SCHEMA`, from after `SCHEMA`.
pub(super) fn create_namespace(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let mut name = None;
    if !cursor.is("AUTHORIZATION") {
        name = Some(cursor.identifier()?);
    }
    if cursor.eat("AUTHORIZATION") {
        let role = cursor.identifier()?;
        name = name.or(Some(role));
    }
    if !cursor.done() {
        return Err("objects within `CREATE SCHEMA` are not followed".to_owned());
    }
    let name = name.unwrap_or_default();
    if name == world.capability.default_namespace {
        return if if_not_exists {
            Ok(())
        } else {
            Err(format!("namespace `{name}` exists already"))
        };
    }
    if !world.schema.apart_mut().namespaces.insert(name.clone()) && !if_not_exists {
        return Err(format!("namespace `{name}` exists already"));
    }
    Ok(())
}

/// `CREATE EXTENSION`, from after `EXTENSION`.
pub(super) fn create_extension(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
) -> Result<(), Reason> {
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let name = cursor.identifier()?;
    let mut namespace = None;
    while !cursor.done() {
        if cursor.eat("SCHEMA") {
            namespace = Some(cursor.identifier()?);
        } else {
            cursor.next();
        }
    }
    if world.schema.extensions.contains_key(&name) {
        return if if_not_exists {
            Ok(())
        } else {
            Err(format!("extension `{name}` exists already"))
        };
    }
    let namespace = namespace.filter(|name| name != world.capability.default_namespace);
    world.schema.apart_mut().extensions.insert(name, namespace);
    Ok(())
}

/// `ALTER EXTENSION`, from after `EXTENSION`.
pub(super) fn alter_extension(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
) -> Result<(), Reason> {
    let name = cursor.identifier()?;
    if cursor.eat("SET SCHEMA") {
        let next =
            Some(cursor.identifier()?).filter(|name| name != world.capability.default_namespace);
        let found = world.schema.apart_mut().extensions.get_mut(&name);
        *found.ok_or_else(|| format!("there is no extension `{name}`"))? = next;
    }
    Ok(())
}

/// `DROP EXTENSION`, from after `EXTENSION`.
pub(super) fn drop_extension(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let names = cursor.names()?;
    let missing = names.iter().find(|name| !world.schema.extensions.contains_key(&name.name));
    if let Some(missing) = missing.filter(|_| !if_exists) {
        return Err(format!("there is no extension `{missing}`"));
    }
    for name in names {
        world.schema.apart_mut().extensions.remove(&name.name);
    }
    Ok(())
}

/// `CREATE FUNCTION` and `CREATE PROCEDURE`, from after that word.
pub(super) fn create_function(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    or_replace: bool,
) -> Result<(), Reason> {
    let mut name = world.place(&cursor.name()?);
    name.name = format!("{}({})", name.name, arguments(world, &cursor.group()?));
    if world.schema.functions.contains_key(&name) && !or_replace {
        return Err(format!("function `{name}` exists already"));
    }
    let sql = if or_replace { first_made(cursor.sql) } else { cursor.sql.to_owned() };
    world.schema.apart_mut().functions.insert(name.clone(), Function { name, sql });
    Ok(())
}

/// A statement that makes or replaces as one that makes: how it came to be is no part of what there is.
fn first_made(sql: &str) -> String {
    let mut rest = sql.trim_start();
    for word in ["CREATE", "OR", "REPLACE"] {
        match rest.split_at_checked(word.len()) {
            Some((head, tail)) if head.eq_ignore_ascii_case(word) => rest = tail.trim_start(),
            _ => return sql.to_owned(),
        }
    }
    format!("CREATE {rest}")
}

/// The types of a function's arguments, those that only come out left out.
fn arguments(world: &World<'_>, tokens: &[Token<'_>]) -> String {
    let mut types = Vec::new();
    let mut depth = 0_i32;
    for argument in tokens.split(|token| {
        depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
        depth == 0 && token.is_symbol(",")
    }) {
        let end = argument
            .iter()
            .position(|token| token.is("DEFAULT") || token.is_symbol("=") || token.is_symbol(":="));
        let mut argument = &argument[..end.unwrap_or(argument.len())];
        if argument.first().is_some_and(|token| token.is("OUT")) || argument.is_empty() {
            continue;
        }
        while let [first, rest @ ..] = argument
            && ["IN", "INOUT", "VARIADIC"].iter().any(|mode| first.is(mode))
        {
            argument = rest;
        }
        types.push(argument_type(world, argument));
    }
    types.join(", ")
}

/// The type of an argument, which may have a name before it.
fn argument_type(world: &World<'_>, tokens: &[Token<'_>]) -> String {
    let text = |tokens: &[Token<'_>]| canon::expression(world.dialect, tokens).0;
    let spelled =
        |tokens: &[Token<'_>]| world.dialect.type_sql(&world.dialect.parse_type(&text(tokens)));
    let of_two_words = ["DOUBLE", "CHARACTER", "TIMESTAMP", "TIME", "BIT", "INTERVAL", "NATIONAL"];
    match tokens {
        [first, second, rest @ ..]
            if matches!(second.kind, Kind::Word | Kind::Quoted)
                && !of_two_words.iter().any(|word| first.is(word)) =>
        {
            let after: Vec<_> = std::iter::once(*second).chain(rest.iter().copied()).collect();
            spelled(&after)
        }
        _ => spelled(tokens),
    }
}

/// The function that is written here, with or without its arguments.
fn function(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<(Name, Option<Name>), Reason> {
    let name = world.place(&cursor.name()?);
    let signature =
        if cursor.is_symbol("(") { Some(arguments(world, &cursor.group()?)) } else { None };
    let is = |key: &&Name| {
        let (bare, types) = key.name.split_once('(').unwrap_or((&key.name, ")"));
        let same = signature.as_ref().is_none_or(|wanted| types.strip_suffix(')') == Some(wanted));
        key.namespace == name.namespace && bare == name.name && same
    };
    let found = world.schema.functions.keys().find(is).cloned();
    Ok((name, found))
}

/// `ALTER FUNCTION` and `ALTER PROCEDURE`, from after that word.
pub(super) fn alter_function(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let (written, found) = function(cursor, world)?;
    let next = if cursor.eat("RENAME TO") {
        Name { namespace: written.namespace.clone(), name: cursor.identifier()? }
    } else if cursor.eat("SET SCHEMA") {
        return Err("moving a function to another namespace is not followed".to_owned());
    } else {
        return Ok(());
    };
    let found = found.ok_or_else(|| format!("there is no function `{written}`"))?;
    let types = found.name.strip_prefix(&written.name).unwrap_or_default();
    let key = Name { namespace: next.namespace.clone(), name: format!("{}{types}", next.name) };
    if let Some(mut function) = world.schema.apart_mut().functions.remove(&found) {
        function.name = key.clone();
        function.sql = renamed(&function.sql, &written.name, &next.name);
        world.schema.apart_mut().functions.insert(key, function);
    }
    for table in world.schema.rest_mut().tables.values_mut() {
        for trigger in &mut table.triggers {
            trigger.sql = renamed(&trigger.sql, &written.name, &next.name);
        }
    }
    Ok(())
}

/// The text with a function's name replaced where the function is made or a trigger calls it.
fn renamed(sql: &str, previous: &str, next: &str) -> String {
    text::replace(sql, previous, next, |tokens, at| {
        let words = ["function", "procedure"];
        match text::before(tokens, at) {
            Some((dot, token)) if token.text == "." => text::before(tokens, dot)
                .and_then(|(namespace, _)| text::before(tokens, namespace))
                .is_some_and(|(_, token)| words.iter().any(|word| token.is(word))),
            Some((_, token)) => words.iter().any(|word| token.is(word)),
            None => false,
        }
    })
}

/// `DROP FUNCTION` and `DROP PROCEDURE`, from after that word.
pub(super) fn drop_function(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let mut found = Vec::new();
    loop {
        let (name, key) = function(cursor, world)?;
        match key {
            Some(key) => found.push(key),
            None if if_exists => {}
            None => return Err(format!("there is no function `{name}`")),
        }
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    let cascade = cursor.eat("CASCADE");
    for name in found {
        world.schema.apart_mut().functions.remove(&name);
        if cascade {
            drop_callers(world, &name);
        }
    }
    Ok(())
}

/// Drops the triggers that call a function.
fn drop_callers(world: &mut World<'_>, function: &Name) {
    let bare = function.name.split('(').next().unwrap_or_default();
    let calls = |trigger: &crate::schema::Trigger| {
        let tokens = text::spoken(&trigger.sql);
        let executed = tokens.iter().rposition(|token| token.is("execute"));
        let called = tokens.iter().skip(executed.unwrap_or(tokens.len()));
        called.take_while(|token| token.text != "(").last().is_some_and(|token| token.is(bare))
    };
    for table in world.schema.rest_mut().tables.values_mut() {
        table.triggers.retain(|trigger| !calls(trigger));
    }
}
