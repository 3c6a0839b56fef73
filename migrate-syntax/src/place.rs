//! Where in the source a part of the schema is written.

use std::fmt;
use std::path::PathBuf;

use migrate::schema::Name;

use crate::model::Models;

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

impl Subject {
    /// The table or type that it belongs to.
    fn name(&self) -> &Name {
        match self {
            Subject::Table(name)
            | Subject::Column(name, _)
            | Subject::Index(name, _)
            | Subject::Constraint(name, _)
            | Subject::Enum(name)
            | Subject::EnumValue(name, _) => name,
        }
    }

    fn with_name(&self, name: Name) -> Subject {
        match self {
            Subject::Table(_) => Subject::Table(name),
            Subject::Column(_, column) => Subject::Column(name, column.clone()),
            Subject::Index(_, index) => Subject::Index(name, index.clone()),
            Subject::Constraint(_, constraint) => Subject::Constraint(name, constraint.clone()),
            Subject::Enum(_) => Subject::Enum(name),
            Subject::EnumValue(_, value) => Subject::EnumValue(name, value.clone()),
        }
    }
}

impl Models {
    /// Where `subject` is written. A name without namespace also finds what has one in the models, since not every
    /// database knows namespaces.
    pub fn place(&self, subject: &Subject) -> Option<&Place> {
        self.places.get(subject).or_else(|| {
            let name = subject.name();
            let mut names = self
                .tables
                .iter()
                .map(|table| &table.name)
                .chain(self.enums.iter().map(|e| &e.value.name));
            let full = names.find(|full| name.namespace.is_none() && full.name == name.name)?;
            self.places.get(&subject.with_name(full.clone()))
        })
    }
}
