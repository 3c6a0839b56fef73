//! One revision: a file that turns one schema into the next and back. Neither how the file is written, which only
//! `revision/file.rs` knows, nor the folder, which only `revision/dir.rs` reads.

pub mod dir;
pub mod file;
mod limits;
pub mod name;

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

pub use limits::Limits;

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
    /// `-- migrate:up hook`: Rust code belongs to it, without which it must not run.
    pub hook: bool,
    /// `-- migrate:down irreversible`.
    pub irreversible: bool,
    /// `-- migrate:up lock_timeout:5 statement_timeout:600`.
    pub limits: Limits,
    /// The SQL between this marker and the next: its first line is the line after [`Section::line`], lines end in `\n`,
    /// and white space at its end is gone.
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

impl Direction {
    /// The word of the marker, and of the command line's JSON: `up` or `down`.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }
}

impl Revision {
    /// The section that runs on `dialect` in that direction: its own before the one that serves all. `None` for a
    /// revision with no section at all, a merge, which does nothing everywhere.
    ///
    /// An irreversible `down` is returned as it stands; whoever runs it asks [`Section::irreversible`].
    ///
    /// # Errors
    ///
    /// When the revision has sections, but none for this dialect.
    pub fn section(&self, direction: Direction, dialect: &str) -> Result<Option<&Section>> {
        if self.sections.is_empty() {
            return Ok(None);
        }
        let of = |wanted: Option<&str>| {
            self.sections.iter().find(|section| {
                section.direction == direction && section.dialect.as_deref() == wanted
            })
        };
        of(Some(dialect)).or_else(|| of(None)).map(Some).ok_or_else(|| {
            let word = direction.word();
            Error::unsupported(format!("{} has no `{word}` section for `{dialect}`", self.place())).with_hint(format!(
                "add the line `-- migrate:{word} {dialect}` and its SQL to the file, or `-- migrate:{word}` for every dialect"
            ))
        })
    }

    /// Whether there is nothing to run in either direction, on any dialect: a merge, or an empty revision.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// SHA-256, in hex, of what [`Direction::Up`] runs on `dialect`. Line endings and white space at the end of lines
    /// and of the section do not count: a checkout that rewrites them has edited nothing.
    ///
    /// # Errors
    ///
    /// As for [`Revision::section`].
    pub fn checksum(&self, dialect: &str) -> Result<String> {
        let sql = self.section(Direction::Up, dialect)?.map_or("", |section| section.sql.as_str());
        Ok(checksum(sql))
    }

    /// How an error names this revision: its file, or its id when it came from none.
    pub fn place(&self) -> String {
        match &self.path {
            Some(path) => ["`", &path.to_string_lossy(), "`"].concat(),
            None => format!("revision `{}`", self.id),
        }
    }
}

/// SHA-256, in hex, of an `up` section's text, as [`Revision::checksum`] takes it.
pub fn checksum(sql: &str) -> String {
    let mut hash = Sha256::new();
    for (number, line) in file::lines(sql.trim_end()).into_iter().enumerate() {
        if number > 0 {
            hash.update(b"\n");
        }
        hash.update(line.trim_end().as_bytes());
    }
    let digits = b"0123456789abcdef";
    let halves = hash.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(digits[usize::from(half)])).collect()
}
