//! One revision: a file that turns one schema into the next and back. The only owner of the file format is
//! `revision/file.rs`, the only reader of the folder `revision/dir.rs`.

use std::path::PathBuf;

/// A revision as its file tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revision {
    /// Its id, usually 12 hex digits.
    pub id: String,
    /// The first line of the file.
    pub message: String,
    /// Ids of its parents: none for a root, several for a merge.
    pub revises: Vec<String>,
    /// `2025-12-24 03:27:01 UTC`; sorts as text.
    pub created: String,
    /// Branch labels.
    pub labels: Vec<String>,
    /// Ids or labels of revisions that must be applied before, though no parents.
    pub depends_on: Vec<String>,
    /// The slug of the file's name.
    pub slug: String,
    /// The file, if it came from one.
    pub path: Option<PathBuf>,
    /// The SQL, in the order of the file.
    pub sections: Vec<Section>,
}

/// One `-- migrate:up` or `-- migrate:down` of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Which way.
    pub direction: Direction,
    /// The dialect; every dialect if `None`.
    pub dialect: Option<String>,
    /// Whether it runs in a transaction with its history row.
    pub transaction: bool,
    /// `-- migrate:down irreversible`.
    pub irreversible: bool,
    /// The SQL between this marker and the next.
    pub sql: String,
    /// The line of the marker, counted from 1.
    pub line: usize,
}

/// Which way a revision is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Applied.
    Up,
    /// Reverted.
    Down,
}
