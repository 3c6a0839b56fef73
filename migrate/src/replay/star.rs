//! `*` in the query of a view, as the columns that it means when the view is made: for databases that keep those and not
//! the star. A query that is not as plain as that keeps its star.

use std::collections::BTreeSet;

use super::cursor::Cursor;
use super::view;
use super::world::World;
use crate::schema::Name;
use crate::split::lex::{Kind, Token};

/// `sql`, a statement whose query is `tokens`, with the columns of the tables that it reads in place of each star. What
/// stands in parentheses says nothing of a star outside of them.
pub(super) fn expand(world: &World<'_>, sql: &str, tokens: &[Token<'_>]) -> String {
    if !world.capability.views_keep_names {
        return sql.to_owned();
    }
    let tokens = &outer(tokens);
    let tables = &view::tables(world, tokens);
    if !is_plain(tokens, tables) {
        return sql.to_owned();
    }
    let mut out = String::with_capacity(sql.len());
    let mut done = 0;
    for (at, token) in tokens.iter().enumerate().take_while(|(_, token)| !token.is("FROM")) {
        let Some((from, columns)) = columns(world, tokens, at, tables) else { continue };
        out.push_str(sql.get(done..from).unwrap_or_default());
        out.push_str(&columns);
        done = token.offset + token.text.len();
    }
    out.push_str(sql.get(done..).unwrap_or_default());
    out
}

/// The tokens that stand in no parentheses.
fn outer<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut depth = 0_usize;
    let is_outer = |token: &&Token<'a>| {
        depth += usize::from(token.is_symbol("("));
        let is_outer = depth == 0;
        depth = depth.saturating_sub(usize::from(token.is_symbol(")")));
        is_outer
    };
    tokens.iter().filter(is_outer).cloned().collect()
}

/// Whether the query is one `SELECT` over tables that are named one after another, each once.
fn is_plain(tokens: &[Token<'_>], tables: &[(Name, Vec<String>)]) -> bool {
    const AFTER: [&str; 7] = ["WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "WINDOW"];
    const OTHER: [&str; 6] = ["WITH", "USING", "NATURAL", "UNION", "EXCEPT", "INTERSECT"];
    let count = |word: &str| tokens.iter().filter(|token| token.is(word)).count();
    let sources = tokens
        .iter()
        .skip_while(|token| !token.is("FROM"))
        .take_while(|token| !AFTER.iter().any(|word| token.is(word)));
    let mut wanted = 0;
    for token in sources {
        wanted += usize::from(token.is("FROM") || token.is("JOIN") || token.is_symbol(","));
    }
    let keys: BTreeSet<&Name> = tables.iter().map(|(key, _)| key).collect();
    count("SELECT") == 1
        && OTHER.iter().all(|word| count(word) == 0)
        && wanted == tables.len()
        && keys.len() == tables.len()
        && tables.iter().all(|(_, names)| names.len() <= 2)
}

/// Where the item with the star at `at` begins, and the columns that it means; `None` if there is no such star.
fn columns(
    world: &World<'_>,
    tokens: &[Token<'_>],
    at: usize,
    tables: &[(Name, Vec<String>)],
) -> Option<(usize, String)> {
    let star = tokens.get(at).filter(|token| token.is_symbol("*"))?;
    let previous = tokens.get(at.checked_sub(1)?)?;
    let (from, meant): (usize, Vec<&(Name, Vec<String>)>) = if previous.is_symbol(".") {
        let qualifier = tokens.get(at.checked_sub(2)?)?;
        let name = super::cursor::identifier(world.dialect, qualifier)?;
        let is_it = |names: &[String]| names.last().is_some_and(|alias| world.same(alias, &name));
        (qualifier.offset, tables.iter().filter(|(_, names)| is_it(names)).collect())
    } else if previous.is("SELECT") || previous.is("DISTINCT") || previous.is_symbol(",") {
        (star.offset, tables.iter().collect())
    } else {
        return None;
    };
    let mut items = Vec::new();
    for (key, names) in &meant {
        let alias = names.last()?;
        for column in called(world, key)? {
            let column = world.dialect.quote(&column);
            let is_alone = tables.len() == 1;
            let qualified = format!("{}.{column}", world.dialect.quote(alias));
            items.push(if is_alone { column } else { qualified });
        }
    }
    (!items.is_empty()).then(|| (from, items.join(", ")))
}

/// What the columns of a table or view are called; `None` for a view whose query does not say it plainly.
fn called(world: &World<'_>, key: &Name) -> Option<Vec<String>> {
    if let Some(table) = world.schema.tables.get(key) {
        return Some(world.columns(table).into_iter().map(|column| column.name).collect());
    }
    let view = world.schema.views.get(key)?;
    let mut cursor = Cursor::new(world.dialect, &view.sql);
    let head = cursor.until(|_, token| token.is("AS"));
    cursor.expect("AS").ok()?;
    if let Some(open) = head.iter().position(|token| token.is_symbol("(")) {
        let list = head.get(open + 1..)?.iter().take_while(|token| !token.is_symbol(")"));
        let names = list.filter(|token| !token.is_symbol(","));
        return names.map(|token| super::cursor::identifier(world.dialect, token)).collect();
    }
    let tokens = outer(&cursor.rest());
    let (select, rest) = tokens.split_first()?;
    let rest = rest.iter().take_while(|token| !token.is("FROM") && !token.is("UNION"));
    let items: Vec<Token<'_>> = rest.filter(|token| !token.is("DISTINCT")).cloned().collect();
    let names = items.split(|token| token.is_symbol(",")).map(|item| item_name(world, item));
    if select.is("SELECT") { names.collect() } else { None }
}

/// What an item of a query is called, whose parentheses are left out: its own word, its column's or its function's.
fn item_name(world: &World<'_>, item: &[Token<'_>]) -> Option<String> {
    let (last, before) = item.split_last()?;
    let is_said = before.last().is_some_and(|token| token.is("AS"));
    let is_path = before.iter().enumerate().all(|(at, token)| match at % 2 {
        0 => token.kind != Kind::Symbol,
        _ => token.is_symbol("."),
    });
    let is_name = is_path && before.len() % 2 == 0 && !super::canon::is_keyword(last.text);
    (is_said || is_name).then(|| super::cursor::identifier(world.dialect, last)).flatten()
}
