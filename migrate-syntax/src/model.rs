//! What the models say, before a dialect is chosen: every word that may differ between databases is kept in all its
//! variants. Knows no Rust source any more, only places in it.

use std::collections::BTreeMap;

use migrate::schema::{self, Deferrable, Identity, Name, Subject, TableOptions, Type};
use migrate_attr::value::Words;

use crate::place::Place;

/// Everything that the models say.
#[derive(Debug, Clone, Default)]
pub struct Models {
    pub(crate) tables: Vec<Table>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) domains: Vec<Domain>,
    /// Sequences that stand on their own, each with its options.
    pub(crate) sequences: BTreeMap<Name, schema::Sequence>,
    /// Extensions, and the namespace that each is asked to live in.
    pub(crate) extensions: BTreeMap<String, Option<String>>,
    pub(crate) places: BTreeMap<Subject, Place>,
}

/// A domain of the models: as a column of its own, whose checks all its values meet.
#[derive(Debug, Clone)]
pub struct Domain {
    /// Its name.
    pub name: Name,
    /// The struct's name.
    pub rust_name: String,
    /// Where its name stands.
    pub place: Place,
    /// The type that the field's Rust type stands for, if it stands for one.
    pub ty: Option<Type>,
    /// `type = "…"`, which goes before it.
    pub raw: Words,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Its default.
    pub default: Option<Default>,
    /// Its collation.
    pub collation: Option<Words>,
    /// Its checks.
    pub checks: Vec<Condition>,
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
    /// Its columns, shared ones among them, in the order of the fields.
    pub columns: Vec<Column>,
    /// Its primary key.
    pub primary_key: Option<schema::PrimaryKey>,
    /// Its unique constraints.
    pub uniques: Vec<schema::Unique>,
    /// Its foreign keys.
    pub foreign_keys: Vec<schema::ForeignKey>,
    /// Its checks.
    pub checks: Vec<Condition>,
    /// Its exclusions.
    pub excludes: Vec<Condition>,
    /// Its indexes.
    pub indexes: Vec<Index>,
    /// Its comment in the database.
    pub comment: Option<String>,
    /// What else it is told.
    pub options: TableOptions,
    /// What it was called before.
    pub renamed_from: Option<Name>,
    /// New names of constraints and indexes, and the old ones.
    pub renamed: BTreeMap<String, String>,
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
    /// Where that is said which has a place of its own: the `type`, the `default` and other words of the attribute.
    pub aspects: Vec<(&'static str, Place)>,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The type that the Rust type stands for, if it stands for one.
    pub ty: Option<Type>,
    /// `type = "…"`, which goes before it.
    pub raw: Words,
    /// Its default.
    pub default: Option<Default>,
    /// What it is computed from.
    pub generated: Option<Words>,
    /// Whether what is computed is kept.
    pub stored: bool,
    /// How the database numbers it.
    pub identity: Option<Identity>,
    /// Its collation.
    pub collation: Option<Words>,
    /// Its comment in the database.
    pub comment: Option<String>,
    /// What it was called before.
    pub renamed_from: Option<String>,
    /// What fills rows that have no value yet.
    pub backfill: Option<Words>,
    /// What makes a value of a new type from the old.
    pub using: Option<Words>,
}

/// A column's default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Default {
    /// `default = …`
    Literal(Literal),
    /// `default_sql = "…"`
    Sql(Words),
}

/// A literal that fits its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `true` or `false`.
    Boolean(bool),
    /// Digits with sign and point.
    Number(String),
    /// A text.
    Text(String),
}

/// A check or an exclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// Its text; a dialect without one does not get the constraint.
    pub expr: Words,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// When it is checked.
    pub deferrable: Option<Deferrable>,
}

/// An index.
#[derive(Debug, Clone)]
pub struct Index {
    /// All that is alike for every dialect, without parts and predicate.
    pub index: schema::Index,
    /// What it holds, in order.
    pub parts: Vec<IndexPart>,
    /// Which rows it holds.
    pub predicate: Option<Words>,
    /// The one dialect that has it, if not every one does.
    pub only: Option<&'static str>,
}

/// One part of an index.
#[derive(Debug, Clone)]
pub struct IndexPart {
    /// Order, collation and operator class; its key is meant only where `expr` is `None`.
    pub part: schema::IndexPart,
    /// The expression, if it is no column.
    pub expr: Option<Words>,
}

/// An enumerated type of the models.
#[derive(Debug, Clone)]
pub struct Enum {
    /// What it is in a schema.
    pub value: schema::Enum,
    /// The Rust enum's name.
    pub rust_name: String,
    /// Where its name stands.
    pub place: Place,
    /// What it was called before.
    pub renamed_from: Option<Name>,
    /// New names of values, and the old ones.
    pub renamed: BTreeMap<String, String>,
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Models {
    /// What several files ask for together, in their order.
    pub fn of_parts(parts: impl IntoIterator<Item = Models>) -> Models {
        let mut all = Models::default();
        for Models { tables, enums, domains, sequences, extensions, places } in parts {
            all.tables.extend(tables);
            all.enums.extend(enums);
            all.domains.extend(domains);
            all.sequences.extend(sequences);
            all.extensions.extend(extensions);
            all.places.extend(places);
        }
        all
    }

    /// The same with those tables only that `keep` chooses; what is no table stays.
    pub fn only(mut self, keep: impl Fn(&Name) -> bool) -> Models {
        self.tables.retain(|table| keep(&table.name));
        self
    }

    /// Whether there is anything that is no table.
    pub fn has_others(&self) -> bool {
        !(self.enums.is_empty()
            && self.domains.is_empty()
            && self.sequences.is_empty()
            && self.extensions.is_empty())
    }

    /// The tables in the order of files and lines.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The domains in the order of files and lines.
    pub fn domains(&self) -> &[Domain] {
        &self.domains
    }

    /// The enumerated types in the order of files and lines.
    pub fn enums(&self) -> &[Enum] {
        &self.enums
    }
}
