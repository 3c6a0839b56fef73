//! What a database has of an embedded history. Asks nothing: the answer to one query is all there is.

use std::collections::BTreeSet;

use crate::dialect::Dialect;
use crate::embed::{Embedded, EmbeddedRevision};
use crate::error::{Error, Result};
use crate::history::Checksums;

/// Where a database stands, as a health endpoint tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The applied revisions that no applied revision follows, in the order of the history.
    pub heads: Vec<String>,
    /// How many of this binary's revisions are applied.
    pub applied: usize,
    /// How many are not.
    pub pending: usize,
    /// How many applied revisions this binary does not know.
    pub unknown: usize,
    /// Whether nothing is pending.
    pub at_head: bool,
}

/// What a start must know.
pub(super) struct State {
    /// Whether there is a history.
    pub(super) tracked: bool,
    /// Ids of the revisions that are not applied, in the order in which they can be.
    pub(super) pending: Vec<&'static str>,
    /// The revisions whose SQL is not what was run.
    pub(super) edited: Vec<&'static EmbeddedRevision>,
    /// How many applied revisions this binary does not know.
    pub(super) unknown: usize,
}

/// Applied revisions and their checksums, sorted.
struct Rows<'c>(Vec<(&'c str, &'c str)>);

impl<'c> Rows<'c> {
    fn new(applied: &'c Checksums) -> Self {
        let mut rows: Vec<(&str, &str)> = applied.iter().collect();
        rows.sort_unstable();
        Rows(rows)
    }

    fn checksum(&self, revision: &str) -> Option<&'c str> {
        let found = self.0.binary_search_by(|(id, _)| (*id).cmp(revision)).ok()?;
        self.0.get(found).map(|(_, checksum)| *checksum)
    }
}

impl State {
    /// Compares the rows of the history table, `None` without one, with what was embedded.
    ///
    /// # Errors
    ///
    /// When nothing was embedded for the dialect.
    pub(super) fn new(
        embedded: &'static Embedded,
        dialect: &dyn Dialect,
        applied: Option<Checksums>,
    ) -> Result<Self> {
        let name = dialect.name();
        if !embedded.dialects.contains(&name) {
            return Err(Error::unsupported(format!(
                "this binary holds no migrations for `{name}`"
            ))
            .with_hint(format!(
                "add `{name}` to `dialects` under `[package.metadata.migrate]` in Cargo.toml"
            )));
        }
        let mut state = State {
            tracked: applied.is_some(),
            pending: Vec::new(),
            edited: Vec::new(),
            unknown: 0,
        };
        let applied = applied.unwrap_or_default();
        if at_head(embedded, name, &applied) {
            return Ok(state);
        }
        let rows = Rows::new(&applied);
        let mut known = 0;
        for revision in embedded.revisions {
            match rows.checksum(revision.id) {
                None => state.pending.push(revision.id),
                Some(checksum) => {
                    known += 1;
                    let section = revision.sections.iter().find(|section| section.dialect == name);
                    if section.is_some_and(|section| section.checksum != checksum) {
                        state.edited.push(revision);
                    }
                }
            }
        }
        state.unknown = rows.0.len() - known;
        Ok(state)
    }

    /// Why edited revisions stop a start.
    pub(super) fn refused(&self) -> Error {
        let lines: Vec<String> = self
            .edited
            .iter()
            .map(|revision| {
                format!(
                    "`{}` was edited after revision `{}` was applied",
                    revision.file, revision.id
                )
            })
            .collect();
        let ids: Vec<&str> = self.edited.iter().map(|revision| revision.id).collect();
        Error::history(lines.join("\n")).with_hint(format!(
            "put the file back and make a new revision, or record the edit with `cargo xtask db repair {}`",
            ids.join(" ")
        ))
    }
}

/// Whether the rows are the history itself, in its order, which is how they come from a database that has nothing
/// pending: then nothing need be sorted or looked up.
fn at_head(embedded: &Embedded, dialect: &str, applied: &Checksums) -> bool {
    applied.are(embedded.revisions.iter().map(|revision| {
        let section = revision.sections.iter().find(|section| section.dialect == dialect);
        (revision.id, section.map(|section| section.checksum))
    }))
}

/// Where the database stands whose history table has these rows.
pub(super) fn status(embedded: &Embedded, applied: &Checksums) -> Status {
    let rows = Rows::new(applied);
    let there: Vec<&EmbeddedRevision> =
        embedded.revisions.iter().filter(|revision| rows.checksum(revision.id).is_some()).collect();
    let followed: BTreeSet<&str> =
        there.iter().flat_map(|revision| revision.revises).copied().collect();
    let pending = embedded.revisions.len() - there.len();
    Status {
        heads: there
            .iter()
            .filter(|revision| !followed.contains(revision.id))
            .map(|revision| revision.id.to_string())
            .collect(),
        applied: there.len(),
        pending,
        unknown: rows.0.len() - there.len(),
        at_head: pending == 0,
    }
}
