//! Where in the source a part of the schema is written.

use std::fmt;
use std::path::PathBuf;

use migrate::schema::Name;

/// A position in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}

/// A part of the schema that has a place in a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A table: its struct.
    Table(Name),
    /// A column of a table: its field.
    Column(Name, String),
    /// An index of a table, by its name: its attribute.
    Index(Name, String),
    /// A key, check or exclusion of a table, by its name: its attribute, or the field that it stands at.
    Constraint(Name, String),
    /// An enumerated type: its Rust enum.
    Enum(Name),
    /// A value of an enumerated type: its variant.
    EnumValue(Name, String),
}
