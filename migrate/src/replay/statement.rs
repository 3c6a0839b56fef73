//! One statement: what kind it is by its first words, and who follows it. Most kinds never need more than those words.

use super::alter;
use super::comment;
use super::create;
use super::cursor::{Cursor, Reason};
use super::drop;
use super::index;
use super::made;
use super::object;
use super::sequence;
use super::view::{self, Manner};
use super::world::World;
use crate::split::keywords;

/// Does to the schema what the statement would do.
///
/// # Errors
///
/// Why it cannot be followed; the schema is then as it was.
pub(super) fn follow(world: &mut World<'_>, sql: &str) -> Result<(), Reason> {
    let words = keywords(world.dialect, sql, 3);
    let first = words.first().map_or("", String::as_str);
    match first {
        "CREATE" => create(&mut Cursor::new(world.dialect, sql), world),
        "ALTER" => alter(&mut Cursor::new(world.dialect, sql), world),
        "DROP" => drop(&mut Cursor::new(world.dialect, sql), world),
        "COMMENT" => {
            let mut cursor = Cursor::new(world.dialect, sql);
            cursor.expect("COMMENT ON")?;
            comment::comment(&mut cursor, world)
        }
        "SET" | "RESET" => set(&mut Cursor::new(world.dialect, sql), world),
        "PRAGMA" => pragma(&mut Cursor::new(world.dialect, sql), world),
        "BEGIN" | "START" | "SAVEPOINT" | "COMMIT" | "END" | "RELEASE" | "ROLLBACK" | "ABORT" => {
            transaction(&mut Cursor::new(world.dialect, sql), world)
        }
        "DO" => Err("what a `DO` block does is not known without running it".to_owned()),
        "EXECUTE" | "CALL" => Err(format!("what `{first}` does is not known without running it")),
        "ATTACH" | "DETACH" => Err("another database is not followed".to_owned()),
        "IMPORT" => Err("what a foreign schema holds is not known without asking it".to_owned()),
        "SELECT" | "WITH" | "TABLE" | "VALUES" | "" => query(world, sql),
        "INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "MERGE" => data(world, sql),
        "TRUNCATE" | "GRANT" | "REVOKE" | "COPY" | "LOCK" | "ANALYZE" | "VACUUM" | "REINDEX"
        | "CLUSTER" | "REFRESH" | "EXPLAIN" | "NOTIFY" | "LISTEN" | "UNLISTEN" | "DISCARD"
        | "CHECKPOINT" | "SHOW" | "PREPARE" | "DEALLOCATE" | "DECLARE" | "FETCH" | "CLOSE"
        | "MOVE" | "SECURITY" | "REASSIGN" | "LOAD" => Ok(()),
        other => Err(format!("`{other}` is no statement that is known here")),
    }
}

fn create(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    cursor.next();
    let mut manner = Manner { or_replace: cursor.eat("OR REPLACE"), ..Manner::default() };
    loop {
        if cursor.eat("TEMP") || cursor.eat("TEMPORARY") {
            manner.temporary = true;
        } else if cursor.eat("UNLOGGED") {
            manner.unlogged = true;
        } else if cursor.eat("MATERIALIZED") {
            manner.materialized = true;
        } else if cursor.eat("UNIQUE") {
            manner.unique = true;
        } else if cursor.eat("RECURSIVE") {
            manner.recursive = true;
        } else if cursor.eat("CONSTRAINT") {
            manner.constraint = true;
        } else if !(cursor.eat("GLOBAL") || cursor.eat("LOCAL")) {
            break;
        }
    }
    if cursor.eat("TABLE") {
        create::create(cursor, world, manner.temporary, manner.unlogged)
    } else if cursor.eat("VIRTUAL TABLE") {
        create::create_virtual(cursor, world)
    } else if cursor.eat("INDEX") {
        index::create(cursor, world, manner.unique)
    } else if cursor.eat("VIEW") {
        view::create(cursor, world, manner)
    } else if cursor.eat("TRIGGER") {
        view::create_trigger(cursor, world, manner)
    } else if cursor.eat("FUNCTION") || cursor.eat("PROCEDURE") {
        object::create_function(cursor, world, manner.or_replace)
    } else if cursor.eat("TYPE") {
        object::create_type(cursor, world)
    } else if cursor.eat("DOMAIN") {
        object::create_domain(cursor, world)
    } else if cursor.eat("SEQUENCE") {
        if manner.temporary { Ok(()) } else { sequence::create(cursor, world) }
    } else if cursor.eat("SCHEMA") {
        object::create_namespace(cursor, world)
    } else if cursor.eat("EXTENSION") {
        object::create_extension(cursor, world)
    } else {
        unmodelled(cursor)
    }
}

/// Objects that no schema here holds: they come, change and go without a trace.
fn unmodelled(cursor: &Cursor<'_>) -> Result<(), Reason> {
    const KINDS: [&str; 25] = [
        "ACCESS METHOD",
        "AGGREGATE",
        "CAST",
        "COLLATION",
        "CONVERSION",
        "DATABASE",
        "DEFAULT PRIVILEGES",
        "EVENT TRIGGER",
        "FOREIGN DATA",
        "GROUP",
        "LANGUAGE",
        "LARGE OBJECT",
        "OPERATOR",
        "OWNED",
        "POLICY",
        "PROCEDURAL LANGUAGE",
        "PUBLICATION",
        "ROLE",
        "RULE",
        "SERVER",
        "STATISTICS",
        "SUBSCRIPTION",
        "SYSTEM",
        "TEXT SEARCH",
        "USER",
    ];
    const MORE: [&str; 3] = ["TABLESPACE", "TRANSFORM", "TRUSTED"];
    if KINDS.iter().chain(&MORE).any(|kind| cursor.are(kind)) {
        return Ok(());
    }
    Err(cursor.unexpected("a kind of object"))
}

fn alter(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    cursor.next();
    if cursor.eat("TABLE") {
        alter::alter(cursor, world)
    } else if cursor.eat("INDEX") {
        index::alter(cursor, world)
    } else if cursor.eat("MATERIALIZED VIEW") || cursor.eat("VIEW") {
        let if_exists = cursor.eat("IF EXISTS");
        let name = cursor.name()?;
        match view::alter(cursor, world, &name) {
            Err(_) if if_exists && world.view_key(&name).is_none() => Ok(()),
            other => other,
        }
    } else if cursor.eat("SEQUENCE") {
        sequence::alter(cursor, world)
    } else if cursor.eat("TYPE") {
        object::alter_type(cursor, world)
    } else if cursor.eat("DOMAIN") {
        object::alter_domain(cursor, world)
    } else if cursor.eat("TRIGGER") {
        view::alter_trigger(cursor, world)
    } else if cursor.eat("EXTENSION") {
        object::alter_extension(cursor, world)
    } else if cursor.eat("FUNCTION") || cursor.eat("PROCEDURE") || cursor.eat("ROUTINE") {
        object::alter_function(cursor, world)
    } else if cursor.eat("SCHEMA") {
        owner_of_namespace(cursor)
    } else {
        unmodelled(cursor)
    }
}

/// Renaming a namespace would move everything in it.
fn owner_of_namespace(cursor: &mut Cursor<'_>) -> Result<(), Reason> {
    cursor.identifier()?;
    if cursor.is("RENAME") {
        Err("renaming a namespace is not followed".to_owned())
    } else {
        Ok(())
    }
}

fn drop(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    cursor.next();
    if cursor.eat("TABLE") {
        drop::tables(cursor, world)
    } else if cursor.eat("INDEX") {
        index::drop(cursor, world)
    } else if cursor.eat("MATERIALIZED VIEW") || cursor.eat("VIEW") {
        view::drop_views(cursor, world)
    } else if cursor.eat("TRIGGER") {
        view::drop_trigger(cursor, world)
    } else if cursor.eat("FUNCTION") || cursor.eat("PROCEDURE") || cursor.eat("ROUTINE") {
        object::drop_function(cursor, world)
    } else if cursor.eat("TYPE") {
        drop::types(cursor, world, false)
    } else if cursor.eat("DOMAIN") {
        drop::types(cursor, world, true)
    } else if cursor.eat("SEQUENCE") {
        sequence::drop(cursor, world)
    } else if cursor.eat("SCHEMA") {
        drop::namespaces(cursor, world)
    } else if cursor.eat("EXTENSION") {
        object::drop_extension(cursor, world)
    } else if cursor.eat("OWNED BY") {
        Err("what belongs to a role is not known without the database".to_owned())
    } else {
        unmodelled(cursor)
    }
}

/// `SET search_path` decides what later names mean.
fn set(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let reset = cursor.eat("RESET");
    if !reset {
        cursor.next();
        let _ = cursor.eat("LOCAL") || cursor.eat("SESSION");
    }
    if reset && (cursor.is("ALL") || cursor.is("search_path")) {
        world.path.clear();
    }
    if cursor.eat("SCHEMA")
        || cursor.eat("search_path") && (cursor.eat("TO") || cursor.eat_symbol("="))
    {
        let mut path = Vec::new();
        while let Some(token) = cursor.next() {
            let name = match token.kind {
                crate::split::lex::Kind::String => Some(super::cursor::string(token.text)),
                _ => super::cursor::identifier(world.dialect, &token),
            };
            path.extend(name.filter(|name| !name.is_empty() && name != "$user"));
        }
        world.path = if path == ["default"] { Vec::new() } else { path };
    }
    Ok(())
}

fn pragma(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    cursor.next();
    let name = cursor.name()?.name.to_ascii_lowercase();
    let value = cursor
        .rest()
        .iter()
        .find(|token| !token.is_symbol("=") && !token.is_symbol("("))
        .map(|token| token.text);
    let on = value.is_some_and(|value| {
        let value = value.trim_matches(['\'', '"']).to_ascii_lowercase();
        ["on", "true", "yes", "1"].contains(&value.as_str())
    });
    match name.as_str() {
        "legacy_alter_table" if value.is_some() => world.legacy_rename = on,
        "writable_schema" if on => {
            return Err("the schema is edited as a table from here on".to_owned());
        }
        _ => {}
    }
    Ok(())
}

/// Transactions matter only where the text takes one back; `saved` is empty otherwise.
fn transaction(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    if cursor.eat("SAVEPOINT") {
        let name = Some(cursor.identifier()?);
        if world.takes_back {
            world.saved.push((name, world.schema.clone()));
        }
    } else if cursor.eat("BEGIN") || cursor.eat("START") {
        if world.takes_back {
            world.saved.push((None, world.schema.clone()));
        }
    } else if cursor.eat("ROLLBACK") || cursor.eat("ABORT") {
        let _ = cursor.eat("TRANSACTION") || cursor.eat("WORK");
        if cursor.eat("TO") {
            cursor.eat("SAVEPOINT");
            let name = cursor.identifier()?;
            let at = world.saved.iter().rposition(|(saved, _)| saved.as_ref() == Some(&name));
            let at = at.ok_or_else(|| format!("there is no savepoint `{name}`"))?;
            world.schema.replace(world.saved[at].1.clone());
            world.saved.truncate(at + 1);
        } else {
            if world.saved.is_empty() {
                return Err("what this takes back began outside this text".to_owned());
            }
            world.schema.replace(world.saved.swap_remove(0).1);
            world.saved.clear();
        }
    } else if cursor.eat("COMMIT") || cursor.eat("END") {
        world.saved.clear();
    } else if cursor.eat("RELEASE") {
        cursor.eat("SAVEPOINT");
        let name = cursor.identifier()?;
        if let Some(at) = world.saved.iter().rposition(|(saved, _)| saved.as_ref() == Some(&name)) {
            world.saved.truncate(at);
        }
    }
    Ok(())
}

/// A query changes nothing, unless it makes a table or calls something that does.
fn query(world: &mut World<'_>, sql: &str) -> Result<(), Reason> {
    let mut cursor = Cursor::new(world.dialect, sql);
    if cursor.are("SELECT") && sql.contains("set_config") && sql.contains("search_path") {
        world.path.clear();
        return Ok(());
    }
    let mut depth = 0_usize;
    let mut before_from = true;
    while let Some(token) = cursor.next() {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth = depth.saturating_sub(1);
        } else if token.is("FROM") && depth == 0 {
            before_from = false;
        } else if token.is("INTO") && depth == 0 && before_from && !writes(sql) {
            return made::select_into(world, sql);
        }
        let calls = cursor.is_symbol("(");
        if calls && let Some(reason) = suspicious(world, &token) {
            return Err(reason);
        }
    }
    Ok(())
}

fn writes(sql: &str) -> bool {
    let upper = sql.to_ascii_uppercase();
    ["INSERT", "UPDATE", "DELETE", "MERGE"].iter().any(|word| upper.contains(word))
}

/// Functions of the history itself, and those known to change schemas, may do anything.
fn suspicious(world: &World<'_>, token: &crate::split::lex::Token<'_>) -> Option<Reason> {
    const MAKERS: [&str; 6] = [
        "create_hypertable",
        "addgeometrycolumn",
        "dropgeometrycolumn",
        "updategeometrysrid",
        "load_extension",
        "create_parent",
    ];
    let name = super::cursor::identifier(world.dialect, token)?;
    let own = world.schema.functions.values().find(|function| {
        let bare = function.name.name.split('(').next().unwrap_or_default();
        bare == name && changes_schema(&function.sql)
    });
    if own.is_some() || MAKERS.contains(&name.as_str()) {
        return Some(format!("what function `{name}` does is not known without running it"));
    }
    None
}

/// Whether the text of a function speaks of changing a schema.
fn changes_schema(sql: &str) -> bool {
    let upper = sql.to_ascii_uppercase();
    let body = upper.split_once(" AS ").map_or(upper.as_str(), |(_, body)| body);
    ["CREATE ", "ALTER ", "DROP ", "EXECUTE "].iter().any(|word| body.contains(word))
}

/// Data is no schema, unless the data is the catalogue.
fn data(world: &mut World<'_>, sql: &str) -> Result<(), Reason> {
    const CATALOGUES: [&str; 4] = ["SQLITE_MASTER", "SQLITE_SCHEMA", "PG_CATALOG", "PG_ATTRIBUTE"];
    let words = keywords(world.dialect, sql, 4);
    if words.iter().any(|word| CATALOGUES.contains(&word.as_str())) {
        return Err("the catalogue is written as a table".to_owned());
    }
    Ok(())
}
