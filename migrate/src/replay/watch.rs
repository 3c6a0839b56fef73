//! A text followed while somebody looks: each statement as a value, with the schema before and after it. Judges nothing.

use super::act::{self, Act};
use super::register::{Changed, Watched};
use super::world::World;
use super::{Followed, Look, Read, Replay, Unread, follow};
use crate::schema::{Name, Schema};

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

/// A schema at some moment, from which texts have gone on since.
#[derive(Debug, Default)]
pub(crate) struct Before {
    /// All but the tables.
    pub(crate) rest: Schema,
    /// The tables that may have changed since.
    pub(crate) changed: Changed,
}

impl Replay<'_> {
    /// Begins to keep what undoing wants; [`Replay::since`] ends it.
    pub(crate) fn mark(&mut self) -> Before {
        self.register.watch();
        Before { rest: apart(&self.schema), changed: Changed::new() }
    }

    /// What there was at the mark.
    pub(crate) fn since(&mut self, mark: Before) -> Before {
        Before { changed: self.register.changed(), ..mark }
    }

    /// Goes back to what there was.
    pub(crate) fn undo(&mut self, before: Before) {
        let mut watched = Watched::new(&mut self.schema, &mut self.register);
        for (name, table) in before.changed {
            match table {
                Some(table) => watched.insert_table(table),
                None => drop(watched.remove_table(&name)),
            }
        }
        let views: Vec<Name> =
            watched.views.keys().chain(before.rest.views.keys()).cloned().collect();
        let schema = watched.changing(&views);
        *schema = Schema { tables: std::mem::take(&mut schema.tables), ..before.rest };
    }

    /// As [`Replay::apply`], shown to `watch`.
    pub(crate) fn watched(&mut self, sql: &str, watch: &mut dyn Watch) -> Vec<Unread> {
        follow(self.dialect, sql, &mut self.schema, &mut self.register, &mut Shown(watch))
    }
}

/// A schema without its tables.
pub(crate) fn apart(schema: &Schema) -> Schema {
    let Schema {
        namespaces,
        extensions,
        enums,
        domains,
        sequences,
        tables: _,
        views,
        functions,
        opaque,
    } = schema;
    Schema {
        namespaces: namespaces.clone(),
        extensions: extensions.clone(),
        enums: enums.clone(),
        domains: domains.clone(),
        sequences: sequences.clone(),
        tables: std::collections::BTreeMap::new(),
        views: views.clone(),
        functions: functions.clone(),
        opaque: opaque.clone(),
    }
}
