//! Where in the source a part of the schema is written.

use std::fmt;
use std::path::PathBuf;

use migrate::schema::{Name, Subject};

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

/// The table or type that a subject belongs to.
fn owner(subject: &Subject) -> &Name {
    match subject {
        Subject::Table(name)
        | Subject::Column(name, _)
        | Subject::Index(name, _)
        | Subject::Constraint(name, _)
        | Subject::Enum(name)
        | Subject::Domain(name)
        | Subject::Sequence(name)
        | Subject::Extension(name) => name,
    }
}

fn with_owner(subject: &Subject, name: Name) -> Subject {
    match subject {
        Subject::Table(_) => Subject::Table(name),
        Subject::Column(_, column) => Subject::Column(name, column.clone()),
        Subject::Index(_, index) => Subject::Index(name, index.clone()),
        Subject::Constraint(_, constraint) => Subject::Constraint(name, constraint.clone()),
        Subject::Enum(_) => Subject::Enum(name),
        Subject::Domain(_) => Subject::Domain(name),
        Subject::Sequence(_) => Subject::Sequence(name),
        Subject::Extension(_) => Subject::Extension(name),
    }
}

impl Models {
    /// Where that of a column is said in which it differs, such as its `type` or its `default`; `None` where it is not said
    /// at all.
    pub fn aspect(&self, subject: &Subject, aspect: &str) -> Option<&Place> {
        let Subject::Column(table, column) = subject else { return None };
        let named =
            |full: &Name| full == table || table.namespace.is_none() && full.name == table.name;
        let table = self.tables.iter().find(|found| named(&found.name))?;
        table
            .column(column)?
            .aspects
            .iter()
            .find_map(|(word, place)| (*word == aspect).then_some(place))
    }

    /// Where `subject` is written: the struct of a table, the field of a column, the attribute of a key, check or index
    /// (or the field that it stands at), the Rust enum. A name without namespace also finds what has one in the models, since not every
    /// database knows namespaces.
    pub fn place(&self, subject: &Subject) -> Option<&Place> {
        self.places.get(subject).or_else(|| {
            let name = owner(subject);
            let mut names = self
                .tables
                .iter()
                .map(|table| &table.name)
                .chain(self.enums.iter().map(|e| &e.value.name))
                .chain(self.domains.iter().map(|domain| &domain.name))
                .chain(self.sequences.keys());
            let full = names.find(|full| name.namespace.is_none() && full.name == name.name)?;
            self.places.get(&with_owner(subject, full.clone()))
        })
    }
}
