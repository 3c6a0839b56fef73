//! The journal beside the history: how far a revision that runs outside transactions has got. Statements only.

use super::journal;
use crate::dialect::{Dialect, qualified};
use crate::revision::{Direction, checksum};
use crate::schema::Name;

/// The statement that creates the journal of a history table where it is missing.
pub fn create(dialect: &dyn Dialect, table: &Name) -> String {
    format!(
        "CREATE TABLE IF NOT EXISTS {} (\n    revision text NOT NULL,\n    direction text NOT NULL,\n    \
         statement bigint NOT NULL,\n    checksum text NOT NULL,\n    state text NOT NULL,\n    \
         noted_at {} NOT NULL DEFAULT CURRENT_TIMESTAMP,\n    PRIMARY KEY (revision, direction, statement)\n)",
        qualified(dialect, &journal(table)),
        dialect.conduct().moment_type
    )
}

/// The query for (revision, direction, number of statements done) of each revision that was begun and not ended.
pub fn interrupted(dialect: &dyn Dialect, table: &Name) -> String {
    format!(
        "SELECT revision, direction, count(CASE WHEN state = '{DONE}' THEN 1 END) FROM {} GROUP BY 1, 2 ORDER BY 1, 2",
        qualified(dialect, &journal(table))
    )
}

/// The state of a statement that was begun and may have had its effect.
pub const STARTED: &str = "started";
/// The state of a statement that has had its effect.
pub const DONE: &str = "done";

/// The journal's rows for one revision on its way in one direction.
#[derive(Debug, Clone)]
pub struct Way {
    table: String,
    revision: String,
    direction: &'static str,
}

impl Way {
    /// The way of a revision.
    pub fn new(dialect: &dyn Dialect, table: &Name, revision: &str, direction: Direction) -> Self {
        Way {
            table: qualified(dialect, &journal(table)),
            revision: dialect.literal(revision),
            direction: direction.word(),
        }
    }

    /// The query for (number, state, checksum) of the statements that were begun.
    pub fn select(&self) -> String {
        format!(
            "SELECT statement, state, checksum FROM {} WHERE revision = {} AND direction = '{}'",
            self.table, self.revision, self.direction
        )
    }

    /// The statement that notes that a statement is begun, or done.
    pub fn insert(&self, number: usize, sql: &str, state: &str) -> String {
        format!(
            "INSERT INTO {} (revision, direction, statement, checksum, state) VALUES ({}, '{}', {number}, '{}', '{state}')",
            self.table,
            self.revision,
            self.direction,
            checksum(sql)
        )
    }

    /// The statement that notes that a statement which was begun is done.
    pub fn end(&self, number: usize) -> String {
        format!("UPDATE {} SET state = '{DONE}' WHERE {}", self.table, self.place(number))
    }

    /// The statement that takes back the note that a statement is begun.
    pub fn cancel(&self, number: usize) -> String {
        format!("DELETE FROM {} WHERE {}", self.table, self.place(number))
    }

    /// The statement that forgets the revision, in either direction.
    pub fn forget(&self) -> String {
        format!("DELETE FROM {} WHERE revision = {}", self.table, self.revision)
    }

    fn place(&self, number: usize) -> String {
        format!(
            "revision = {} AND direction = '{}' AND statement = {number}",
            self.revision, self.direction
        )
    }
}
