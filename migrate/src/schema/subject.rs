//! What drift, renames and findings are told of: a part of a schema by its name. Holds nothing of it.

use super::Name;

/// A thing within a schema that has a place of its own in the models: what drift is reported at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A table.
    Table(Name),
    /// A column of a table.
    Column(Name, String),
    /// An index of a table.
    Index(Name, String),
    /// A constraint of a table, by its name.
    Constraint(Name, String),
    /// An enumerated type.
    Enum(Name),
    /// A domain.
    Domain(Name),
    /// A sequence that stands on its own.
    Sequence(Name),
    /// An extension, by its name alone.
    Extension(Name),
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Subject::Table(name) => write!(f, "table `{name}`"),
            Subject::Column(table, name) => write!(f, "column `{table}.{name}`"),
            Subject::Index(table, name) => write!(f, "index `{name}` of table `{table}`"),
            Subject::Constraint(table, name) => write!(f, "constraint `{name}` of table `{table}`"),
            Subject::Enum(name) => write!(f, "enum `{name}`"),
            Subject::Domain(name) => write!(f, "domain `{name}`"),
            Subject::Sequence(name) => write!(f, "sequence `{name}`"),
            Subject::Extension(name) => write!(f, "extension `{name}`"),
        }
    }
}
