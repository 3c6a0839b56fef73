//! One thing that is wrong in a model, with its place and the way out. Knows nothing of who shows it.

use std::fmt;
use std::path::PathBuf;

use crate::place::Place;

/// One thing that is wrong in a model. `Display` is `path:line:column: message`, then the help on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// Line and column just after the end of what is wrong, where that is known.
    pub end: Option<(usize, usize)>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The edit that mends it; empty if there is none to offer.
    pub help: String,
}

impl Diagnostic {
    /// Where it is.
    pub fn place(&self) -> Place {
        Place { path: self.path.clone(), line: self.line, column: self.column }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.path.display(), self.line, self.column, self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}
