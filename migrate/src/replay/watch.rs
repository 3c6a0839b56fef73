//! A text followed while somebody looks: each statement as a value, with the schema before and after it. Judges nothing.

use super::act::{self, Act};
use super::world::World;
use super::{Followed, Look, Read, Replay, Unread, follow};
use crate::schema::Schema;

/// One statement of a text.
pub(crate) struct Seen<'a> {
    /// The line, counted from 1, on which it begins in the text.
    pub(crate) line: usize,
    pub(crate) sql: &'a str,
    /// What it says that it does; `None` where nobody needs to know.
    pub(crate) act: Option<Act<'a>>,
}

/// Somebody who is shown each statement. Lines that only tell the effect of one are not shown.
pub(crate) trait Watch {
    /// A statement, and the schema that it meets.
    fn before(&mut self, seen: &Seen<'_>, schema: &Schema);
    /// The schema that it left, and why it could not be followed, if so.
    fn after(&mut self, schema: &Schema, unread: Option<&str>);
}

struct Shown<'w>(&'w mut dyn Watch);

impl Look for Shown<'_> {
    fn before(&mut self, piece: &Read<'_>, world: &World<'_>) {
        if !piece.effect {
            let act = act::read(world, piece.sql);
            self.0.before(&Seen { line: piece.line, sql: piece.sql, act }, &world.schema);
        }
    }

    fn after(&mut self, piece: &Read<'_>, world: &World<'_>, read: &Followed) {
        if !piece.effect {
            self.0.after(&world.schema, read.as_ref().err().map(String::as_str));
        }
    }
}

impl Replay<'_> {
    /// As [`Replay::apply`], shown to `watch`.
    pub(crate) fn watched(&mut self, sql: &str, watch: &mut dyn Watch) -> Vec<Unread> {
        follow(self.dialect, sql, &mut self.schema, &mut self.register, &mut Shown(watch))
    }
}
