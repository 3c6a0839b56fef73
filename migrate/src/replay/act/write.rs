//! Statements that write rows or settings, as values.

use super::Act;
use crate::replay::cursor::{Cursor, Reason, identifier, string};
use crate::replay::world::World;
use crate::schema::Name;
use crate::split::lex::Kind;

/// A statement that writes rows.
#[derive(Debug)]
pub(crate) struct Write {
    pub(crate) verb: Verb,
    pub(crate) table: Name,
    /// Whether it has a `WHERE`.
    pub(crate) filtered: bool,
    /// The columns that it names: set by an update, filled by an insert.
    pub(crate) columns: Vec<String>,
    /// Its words and names without quotes, and its strings' contents: enough to see what it speaks of.
    pub(crate) words: Vec<String>,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Insert,
    Update,
    Delete,
}

/// `INSERT`, `UPDATE`, `DELETE`, from after that word.
pub(super) fn rows<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
    first: &str,
) -> Result<Option<Act<'a>>, Reason> {
    let verb = match first {
        "UPDATE" => Verb::Update,
        "DELETE" => Verb::Delete,
        _ => Verb::Insert,
    };
    if cursor.eat("OR") {
        cursor.next();
    }
    let _ = cursor.eat("INTO") || cursor.eat("FROM");
    cursor.eat("ONLY");
    let written = cursor.name()?;
    if world.is_temporary(&written) {
        return Ok(None);
    }
    let table = world.table_key(&written).unwrap_or_else(|| world.place(&written));
    let mut columns = Vec::new();
    if verb == Verb::Insert && cursor.is_symbol("(") {
        let inside = cursor.group()?;
        columns.extend(inside.iter().filter_map(|token| identifier(world.dialect, token)));
    }
    let rest = cursor.rest();
    let mut depth = 0_usize;
    let mut filtered = false;
    let mut sets = false;
    for (at, token) in rest.iter().enumerate() {
        match token.text {
            "(" if token.kind == Kind::Symbol => depth += 1,
            ")" if token.kind == Kind::Symbol => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 {
            continue;
        }
        filtered |= token.is("WHERE");
        let begins = at
            .checked_sub(1)
            .is_some_and(|at| rest[at].is("SET") || rest[at].is_symbol(",") && sets);
        sets = (sets || token.is("SET")) && !token.is("FROM") && !filtered;
        if verb == Verb::Update && begins && !filtered {
            columns.extend(identifier(world.dialect, token));
        }
    }
    let words = rest
        .iter()
        .filter_map(|token| match token.kind {
            Kind::String => Some(string(token.text)),
            _ => identifier(world.dialect, token),
        })
        .collect();
    Ok(Some(Act::Write(Write { verb, table, filtered, columns, words })))
}

/// `SET` or `RESET`, from after that word.
pub(super) fn set<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
    reset: bool,
) -> Result<Option<Act<'a>>, Reason> {
    let local = cursor.eat("LOCAL");
    cursor.eat("SESSION");
    let mut name = cursor.identifier()?.to_ascii_lowercase();
    if name == "time" && cursor.eat("ZONE") {
        "timezone".clone_into(&mut name);
    } else {
        let _ = cursor.eat_symbol("=") || cursor.eat("TO");
    }
    let value = cursor.next().map(|token| match token.kind {
        Kind::String => string(token.text),
        _ => identifier(world.dialect, &token).unwrap_or_else(|| token.text.to_owned()),
    });
    let value = if reset { "default".to_owned() } else { value.unwrap_or_default() };
    Ok(Some(Act::Set { name, value, local }))
}

/// `PRAGMA`, from after that word.
pub(super) fn pragma<'a>(cursor: &mut Cursor<'a>) -> Result<Act<'a>, Reason> {
    let name = cursor.name()?.name.to_ascii_lowercase();
    let rest = cursor.rest();
    let value = rest.iter().find(|token| !token.is_symbol("=") && !token.is_symbol("("));
    let value = value.map(|token| token.text.trim_matches(['\'', '"']).to_ascii_lowercase());
    Ok(Act::Pragma { name, value })
}
