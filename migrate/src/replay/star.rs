//! `*` in the query of a view, as the columns that it means when the view is made: for databases that keep those and not
//! the star. A star of which that is not known stays.

use super::cursor::Cursor;
use super::query::{self, Star};
use super::world::World;

/// `sql`, a statement whose query is at `cursor`, with the columns of what it reads in place of each star.
pub(super) fn expand(world: &World<'_>, sql: &str, cursor: &mut Cursor<'_>) -> String {
    let is_star = |token: &crate::split::lex::Token<'_>| token.is_symbol("*");
    if !world.capability.views_keep_names || !cursor.clone().rest().iter().any(is_star) {
        return sql.to_owned();
    }
    let mut out = String::with_capacity(sql.len());
    let mut done = 0;
    for star in query::stars(world, cursor) {
        out.push_str(sql.get(done..star.from).unwrap_or_default());
        out.push_str(&columns(world, &star));
        done = star.to;
    }
    out.push_str(sql.get(done..).unwrap_or_default());
    out
}

fn columns(world: &World<'_>, star: &Star) -> String {
    let column = |(source, name): &(Option<String>, String)| {
        let parts = source.iter().chain([name]).map(|part| world.dialect.quote(part));
        parts.collect::<Vec<_>>().join(".")
    };
    star.columns.iter().map(column).collect::<Vec<_>>().join(", ")
}
