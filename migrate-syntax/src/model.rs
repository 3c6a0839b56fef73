//! What the models say, before a dialect is chosen: every word that may differ between databases is kept in all its
//! variants. Knows no Rust source any more, only places in it.

use std::collections::BTreeMap;

use migrate::dialect::Dialect;
use migrate::diff::Hints;
use migrate::schema::{Name, Schema};

use crate::diagnostic::Diagnostic;
use crate::place::{Place, Subject};

/// Everything that the models say.
#[derive(Debug, Clone, Default)]
pub struct Models {
    tables: Vec<Table>,
    places: BTreeMap<Subject, Place>,
}

/// One table of the models.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name in the database.
    pub name: Name,
    /// The struct's name.
    pub rust_name: String,
    /// Where the struct's name stands.
    pub place: Place,
    /// Its columns, shared ones among them.
    pub columns: Vec<Column>,
}

/// One column of the models.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name in the database.
    pub name: String,
    /// The field's name.
    pub rust_name: String,
    /// The field's type, as written.
    pub rust_type: String,
    /// Where the field stands.
    pub place: Place,
    /// Whether it may be NULL.
    pub nullable: bool,
}

impl Models {
    /// The portable schema, with the words that `dialect` shall get; [`Dialect::lower`] makes it physical.
    pub fn schema(&self, dialect: &dyn Dialect) -> Schema {
        let _ = dialect;
        Schema::default()
    }

    /// What the models say about how to get here: renames, backfills, casts.
    pub fn hints(&self, dialect: &dyn Dialect) -> Hints {
        let _ = dialect;
        Hints::default()
    }

    /// What cannot be said in one of `dialects`, the databases that the history is written for.
    pub fn check(&self, dialects: &[&dyn Dialect]) -> Vec<Diagnostic> {
        let _ = dialects;
        Vec::new()
    }

    /// The tables in the order of files and lines.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Where `subject` is written.
    pub fn place(&self, subject: &Subject) -> Option<&Place> {
        self.places.get(subject)
    }
}
