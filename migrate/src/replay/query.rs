//! The columns that a query gives: their names and types, as far as its words and the schema tell. Changes nothing; what
//! is not known is never guessed.
//!
//! ```text
//! query ── select ─┬─ sources   what stands after FROM, joined
//!                  └─ items     each a star, or a value with its name
//! ```

mod call;
mod item;
mod known;
mod source;
mod value;

use std::cell::{Cell, RefCell};

use super::cursor::Cursor;
use super::world::World;
use crate::schema::{Name, View};
use crate::split::lex::Token;
pub(super) use known::Known;
use source::Sources;

/// A column of what a query gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Output {
    /// What it is called; `None` where nobody says and the database finds a name that is not known here.
    pub(super) name: Option<String>,
    pub(super) known: Known,
}

/// A star that was read: where its item stands in the text, and the columns that it means.
#[derive(Debug)]
pub(super) struct Star {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) columns: Vec<(Option<String>, String)>,
}

/// How deep queries may stand in one another, views that they read among them.
const DEEPEST: usize = 32;

/// How many queries are read before a reader gives up: views that read one another twice would double at each step.
const MOST: usize = 2000;

/// Reads one text.
pub(super) struct Reader<'w, 's> {
    world: &'w World<'s>,
    /// Whether types are asked for, or names alone.
    types: bool,
    stars: RefCell<Vec<Star>>,
    read: &'w Cell<usize>,
}

/// What the names in a query may stand for: what it reads, and what the queries around it read.
#[derive(Debug, Default)]
struct Frame<'f> {
    /// The queries after `WITH`; `None` for one whose columns are not known.
    named: Vec<(String, Option<Vec<Output>>)>,
    sources: Sources,
    outer: Option<&'f Frame<'f>>,
    depth: usize,
}

impl<'f> Frame<'f> {
    fn within(outer: Option<&'f Frame<'f>>) -> Self {
        let depth = outer.map_or(0, |outer| outer.depth + 1);
        Frame { outer, depth, ..Frame::default() }
    }
}

/// The columns of the query at `cursor`, which takes all of the rest; `None` if they are not known.
pub(super) fn outputs(world: &World<'_>, cursor: &mut Cursor<'_>) -> Option<Vec<Output>> {
    let read = Cell::new(0);
    let reader = Reader { world, types: true, stars: RefCell::default(), read: &read };
    reader.all(cursor, &Frame::default())
}

/// The stars of the query at `cursor`, each of which the columns are known, in the order in which they stand.
pub(super) fn stars(world: &World<'_>, cursor: &mut Cursor<'_>) -> Vec<Star> {
    let read = Cell::new(0);
    let reader = Reader { world, types: false, stars: RefCell::default(), read: &read };
    reader.query(cursor, &Frame::default(), None);
    let mut stars = reader.stars.into_inner();
    stars.sort_by_key(|star| star.from);
    stars
}

impl<'w, 's> Reader<'w, 's> {
    /// As this one, for another text.
    fn apart(&self) -> Reader<'w, 's> {
        Reader { stars: RefCell::default(), ..*self }
    }

    /// A query that is all that is left.
    fn all(&self, cursor: &mut Cursor<'_>, outer: &Frame<'_>) -> Option<Vec<Output>> {
        self.query(cursor, outer, None).filter(|_| cursor.done())
    }

    /// A query; `itself` is the name by which a recursive one knows itself, and what it calls its columns.
    fn query(
        &self,
        cursor: &mut Cursor<'_>,
        outer: &Frame<'_>,
        itself: Option<(&str, &[String])>,
    ) -> Option<Vec<Output>> {
        let mut frame = Frame::within(Some(outer));
        self.read.set(self.read.get() + 1);
        if frame.depth > DEEPEST || self.read.get() > MOST {
            return None;
        }
        if cursor.eat("WITH") {
            self.named(cursor, &mut frame)?;
        }
        let mut outputs = self.select(cursor, &frame);
        if let Some((itself, called)) = itself {
            let begun = outputs.clone().map(|outputs| renamed(outputs, Some(called)));
            frame.named.push((itself.to_owned(), begun));
        }
        while cursor.eat("UNION") || cursor.eat("EXCEPT") || cursor.eat("INTERSECT") {
            let _ = cursor.eat("ALL") || cursor.eat("DISTINCT");
            let more = self.select(cursor, &frame);
            outputs = outputs.zip(more).and_then(|(one, more)| self.both(one, &more));
        }
        let capability = self.world.capability;
        let settled = |output: Output| Output { known: output.known.settled(capability), ..output };
        Some(outputs?.into_iter().map(settled).collect())
    }

    /// The columns of two queries one after the other.
    fn both(&self, one: Vec<Output>, other: &[Output]) -> Option<Vec<Output>> {
        if one.len() != other.len() {
            return None;
        }
        let pairs = one.into_iter().zip(other);
        let column = |(one, other): (Output, &Output)| Output {
            known: self.common([&one.known, &other.known]),
            name: one.name,
        };
        Some(pairs.map(column).collect())
    }

    /// The queries after `WITH`.
    fn named(&self, cursor: &mut Cursor<'_>, frame: &mut Frame<'_>) -> Option<()> {
        let recursive = cursor.eat("RECURSIVE");
        loop {
            let name = cursor.identifier().ok()?;
            let called = cursor.columns().ok();
            cursor.expect("AS").ok()?;
            let _ = cursor.eat("NOT MATERIALIZED") || cursor.eat("MATERIALIZED");
            let tokens = cursor.group().ok()?;
            let itself = recursive.then(|| (name.as_str(), called.as_deref().unwrap_or_default()));
            let outputs = self.query(&mut cursor.over(tokens), frame, itself);
            frame.named.push((name, outputs.map(|outputs| renamed(outputs, called.as_deref()))));
            if !cursor.eat_symbol(",") {
                return Some(());
            }
        }
    }

    /// One part of a query, up to the word that joins it to the next.
    fn select(&self, cursor: &mut Cursor<'_>, outer: &Frame<'_>) -> Option<Vec<Output>> {
        let outputs = if cursor.is_symbol("(") {
            let tokens = cursor.group().ok()?;
            self.all(&mut cursor.over(tokens), outer)
        } else if cursor.eat("VALUES") {
            self.rows(cursor, outer)
        } else if cursor.eat("TABLE") {
            let sources = self.sources(cursor, outer);
            sources.all().map(|columns| columns.map(|column| column.output.clone()).collect())
        } else if cursor.eat("SELECT") {
            self.items(cursor, outer)
        } else {
            return None;
        };
        cursor.until(|_, token| ["UNION", "EXCEPT", "INTERSECT"].iter().any(|word| token.is(word)));
        outputs
    }

    /// The rows after `VALUES`.
    fn rows(&self, cursor: &mut Cursor<'_>, outer: &Frame<'_>) -> Option<Vec<Output>> {
        let mut all: Option<Vec<Output>> = None;
        loop {
            let tokens = cursor.group().ok()?;
            let row = item::split(&tokens).into_iter().enumerate().map(|(at, value)| Output {
                name: Some(format!("column{}", at + 1)),
                known: self.value(value, outer),
            });
            let row: Vec<Output> = row.collect();
            all = Some(match all {
                Some(all) => self.both(all, &row)?,
                None => row,
            });
            if !cursor.eat_symbol(",") {
                return all;
            }
        }
    }

    /// What stands after `SELECT`.
    fn items(&self, cursor: &mut Cursor<'_>, outer: &Frame<'_>) -> Option<Vec<Output>> {
        if cursor.eat("DISTINCT") && cursor.eat("ON") {
            cursor.group().ok()?;
        }
        cursor.eat("ALL");
        let mut items: Vec<Vec<Token<'_>>> = Vec::new();
        loop {
            items.push(
                cursor.until(|previous, token| token.is_symbol(",") || item::ends(previous, token)),
            );
            if !cursor.eat_symbol(",") {
                break;
            }
        }
        let mut frame = Frame::within(Some(outer));
        if cursor.eat("FROM") {
            frame.sources = self.sources(cursor, outer);
        }
        let mut outputs = Some(Vec::new());
        for item in items.iter().filter(|item| !item.is_empty()) {
            let more = self.item(cursor.sql, item, &frame);
            outputs = outputs.zip(more).map(|(mut outputs, more)| {
                outputs.extend(more);
                outputs
            });
        }
        outputs
    }

    /// The columns of a view.
    fn view(&self, view: &View, outer: &Frame<'_>) -> Option<Vec<Output>> {
        let mut cursor = Cursor::new(self.world.dialect, &view.sql);
        let head = cursor.until(|_, token| token.is("AS"));
        cursor.expect("AS").ok()?;
        let called = head.iter().position(|token| token.is_symbol("("));
        let called = match called.filter(|at| !head[..*at].iter().any(|token| token.is("WITH"))) {
            Some(open) => Some(cursor.over(head[open..].to_vec()).columns().ok()?),
            None => None,
        };
        // Names of the query that reads it mean nothing in it.
        let alone = Frame { depth: outer.depth, ..Frame::default() };
        let outputs = self.apart().query(&mut cursor, &alone, None)?;
        Some(renamed(outputs, called.as_deref()))
    }

    /// The columns of a table or view.
    fn relation(&self, name: &Name, outer: &Frame<'_>) -> Option<Vec<Output>> {
        if self.world.is_temporary(name) {
            return None;
        }
        if let Some(table) = self.world.table_key(name) {
            let table = self.world.schema.tables.get(&table)?;
            let output = |column: crate::schema::Column| Output {
                known: Known::Type(column.ty, column.collation),
                name: Some(column.name),
            };
            let known = table.options.module.is_none();
            return known.then(|| self.world.columns(table).into_iter().map(output).collect());
        }
        let view = self.world.view_key(name)?;
        self.view(self.world.schema.views.get(&view)?, outer)
    }
}

/// Columns with other names for the first of them.
fn renamed(mut outputs: Vec<Output>, called: Option<&[String]>) -> Vec<Output> {
    for (output, name) in outputs.iter_mut().zip(called.unwrap_or_default()) {
        output.name = Some(name.clone());
    }
    outputs
}

#[cfg(test)]
mod tests {
    //! Texts that nobody writes end too.

    use crate::dialect::postgres::Postgres;
    use crate::dialect::sqlite::Sqlite;
    use crate::replay::Replay;

    #[test]
    fn however_deep_queries_stand_in_one_another_they_are_read_or_told() {
        let nested = |open: &str, close: &str| {
            format!("CREATE TABLE t AS {}SELECT 1 AS a{}", open.repeat(3000), close.repeat(3000))
        };
        let texts = [
            nested("(", ")"),
            nested("SELECT * FROM (", ") AS q"),
            nested("SELECT (", ") AS q"),
            nested("WITH q AS (", ") SELECT * FROM q"),
            nested("SELECT CASE WHEN EXISTS (", ") THEN 1 END AS q"),
            format!("CREATE TABLE t AS SELECT * FROM {}a{}", "(".repeat(3000), ")".repeat(3000)),
        ];
        for text in &texts {
            assert!(Replay::new(&Sqlite).apply(text).len() <= 1);
            assert!(Replay::new(&Postgres).apply(text).len() <= 1);
        }
    }

    #[test]
    fn views_that_read_one_another_twice_come_to_an_end() {
        let mut replay = Replay::new(&Sqlite);
        replay.apply("CREATE TABLE v0 (a TEXT)");
        for at in 1..60 {
            let before = at - 1;
            let sql = format!("CREATE VIEW v{at} AS SELECT x.* FROM v{before} x, v{before} y");
            assert_eq!(replay.apply(&sql), []);
        }
        assert_eq!(replay.apply("CREATE TABLE few AS SELECT * FROM v3"), []);
        let unread = replay.apply("CREATE TABLE many AS SELECT * FROM v59");
        let reasons: Vec<&str> = unread.iter().map(|unread| unread.reason.as_str()).collect();
        assert_eq!(reasons, ["the columns of its query are not known without the database"]);
        // A view that reads itself is none that runs, and still a text.
        replay.apply("CREATE VIEW round AS SELECT * FROM round");
        assert_eq!(replay.apply("CREATE TABLE square AS SELECT * FROM round").len(), 1);
    }
}
