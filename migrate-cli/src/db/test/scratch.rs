//! A scratch database on which revisions are tried: stepped, looked at, filled with made-up rows, and emptied at the end.

use std::collections::BTreeMap;

use migrate::dialect::{self, sample};
use migrate::diff::Hints;
use migrate::op::{self, Op};
use migrate::plan::Step;
use migrate::revision::Direction;
use migrate::runner::{self, Options, Script};
use migrate::schema::{Name, Schema};
use migrate::session::{Access, Connection, Session, block_on, connect, masked};
use migrate::{Error, introspect};

use crate::failure::{Failure, Result};
use crate::state;
use crate::talk::Talk;

/// How many rows a table gets.
const ROWS: u32 = 3;

/// The database, and what is needed to step on it.
pub(super) struct Scratch {
    pub(super) connection: Connection,
    options: Options,
    /// What it held before anything ran.
    found: Schema,
    /// The number of the last made-up row: no two are alike.
    number: u32,
}

impl Scratch {
    /// Opens a database, which must be empty.
    pub(super) fn open(url: &str, table: Name) -> Result<Self> {
        let mut connection = connect(url, Access::Write)?;
        let found = block_on(introspect::introspect(&mut connection))?;
        let names = found.tables.keys().chain(found.views.keys()).chain(found.enums.keys());
        let mut names = names.chain(found.sequences.keys()).chain(found.functions.keys());
        if let Some(name) = names.next() {
            return Err(Failure::new(format!(
                "`{}` is no scratch database: it is not empty, it holds `{name}`",
                masked(url)
            ))
            .hint("name one that is empty, such as `--scratch sqlite::memory:`"));
        }
        let options = Options { table, ..Options::default() };
        Ok(Scratch { connection, options, found, number: 0 })
    }

    /// Takes a revision one way.
    pub(super) fn step(
        &mut self,
        scripts: &[Script<'_>],
        revision: &str,
        direction: Direction,
    ) -> Result<(), Error> {
        let steps = [Step { direction, revision: revision.to_owned() }];
        let connection = &mut self.connection;
        block_on(runner::run(connection, scripts, &steps, &self.options, &mut ()))?;
        Ok(())
    }

    /// What the database is now, without the history's own tables.
    pub(super) fn look(&mut self) -> Result<Schema, Error> {
        let mut schema = block_on(introspect::introspect(&mut self.connection))?;
        state::without_history(&mut schema, &self.options.table);
        Ok(schema)
    }

    /// The changes from what is there to what should be.
    pub(super) fn changes(&self, there: &Schema, wanted: &Schema) -> Result<Vec<Op>> {
        let hints = Hints { drop_and_add: true, ..Hints::default() };
        Ok(migrate::diff::diff(there, wanted, &hints, self.connection.dialect())?)
    }

    /// The number of rows of each table.
    pub(super) fn counts(&mut self, schema: &Schema) -> Result<BTreeMap<Name, u64>, Error> {
        let dialect = self.connection.dialect();
        let mut counts = BTreeMap::new();
        for name in schema.tables.keys() {
            let rows = block_on(self.connection.query(&sample::count(dialect, name)))?;
            let count = rows.into_iter().flatten().flatten().next();
            counts.insert(name.clone(), count.and_then(|text| text.parse().ok()).unwrap_or(0));
        }
        Ok(counts)
    }

    /// Puts rows into the tables that are not as they were, or have none. What is refused is told to the curious.
    pub(super) fn fill(
        &mut self,
        before: &Schema,
        after: &Schema,
        talk: &Talk,
    ) -> Result<(), Error> {
        let dialect = self.connection.dialect();
        let counts = self.counts(after)?;
        let mut left: Vec<&Name> = after
            .tables
            .keys()
            .filter(|name| {
                before.tables.get(*name) != after.tables.get(*name) || counts.get(*name) == Some(&0)
            })
            .collect();
        // Tables that others refer to come first: what is refused is tried again while anything is taken.
        loop {
            let (mut refused, mut why) = (Vec::new(), Vec::new());
            let tried = left.len();
            for name in left {
                let Some(table) = after.tables.get(name) else { continue };
                let mut taken = 0;
                for row in 0..ROWS {
                    self.number += 1;
                    let Some(sql) = sample::insert(dialect, after, table, self.number, row > 0)
                    else {
                        continue;
                    };
                    match block_on(self.connection.execute(&sql)) {
                        Ok(()) => taken += 1,
                        Err(error) => why.push(format!("no row for `{name}`: {error}")),
                    }
                }
                if taken == 0 {
                    refused.push(name);
                }
            }
            if refused.is_empty() || refused.len() == tried {
                why.iter().for_each(|line| talk.detail(line));
                return Ok(());
            }
            left = refused;
        }
    }

    /// Deletes every row; those that something holds on to stay.
    pub(super) fn clear(&mut self, schema: &Schema) {
        let dialect = self.connection.dialect();
        let mut left: Vec<&Name> = schema.tables.keys().collect();
        loop {
            let tried = left.len();
            left.retain(|name| {
                block_on(self.connection.execute(&sample::clear(dialect, name))).is_err()
            });
            if left.is_empty() || left.len() == tried {
                return;
            }
        }
    }

    /// Makes the database what it was when it was opened.
    pub(super) fn leave(&mut self) -> Result<()> {
        let dialect = self.connection.dialect();
        let there = block_on(introspect::introspect(&mut self.connection))?;
        let ops = self.changes(&there, &self.found)?;
        // Tables that refer to each other go one after the other.
        if let Some(guard) = &dialect.conduct().guard {
            block_on(self.connection.execute(guard.enter))?;
        }
        for statement in dialect::render(dialect, &ops, &there)? {
            block_on(self.connection.execute(&statement.sql))?;
        }
        let there = block_on(introspect::introspect(&mut self.connection))?;
        let left = self.changes(&there, &self.found)?;
        if left.is_empty() {
            return Ok(());
        }
        let left: Vec<String> = left.iter().map(op::describe).collect();
        Err(Failure::new(format!("the scratch database is not empty again: {}", left.join("; "))))
    }
}
