//! What a database is, as values: tables, types, keys, indexes and the objects around them. Knows no database, no SQL
//! and no Rust source; two schemas are compared by [`crate::diff`], written by [`crate::dialect`].
//!
//! A schema is *portable* as models say it (types such as [`Type::Uuid`] that a database may not have), and *physical*
//! after [`crate::dialect::Dialect::lower`]: only what that database itself would answer when asked. Replay and
//! introspection give physical schemas; only physical schemas of one dialect are ever compared.

pub mod name;
mod carry;
mod subject;
mod ty;

use std::collections::{BTreeMap, BTreeSet};

pub use name::Name;
pub use subject::Subject;
pub use ty::Type;

/// Everything in a database that a migration can change, and what it must not break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// Namespaces (`CREATE SCHEMA`) besides the default one.
    pub namespaces: BTreeSet<String>,
    /// Installed extensions, by name; the value is the namespace that they were asked to live in.
    pub extensions: BTreeMap<String, Option<String>>,
    /// Enumerated types. On a database without them, [`crate::dialect::Dialect::lower`] makes them checks.
    pub enums: BTreeMap<Name, Enum>,
    /// Domains.
    pub domains: BTreeMap<Name, Domain>,
    /// Sequences that stand on their own; those behind a serial or identity column belong to [`Identity`].
    pub sequences: BTreeMap<Name, Sequence>,
    /// Tables.
    pub tables: BTreeMap<Name, Table>,
    /// Views and materialized views.
    pub views: BTreeMap<Name, View>,
    /// Functions and procedures; the key's name carries the argument types, `f(integer, text)`.
    pub functions: BTreeMap<Name, Function>,
    /// What a live database holds and could not be read: told, left alone, and in the way of what would touch it. Only
    /// introspection knows of such, and no difference is ever seen in it.
    pub opaque: BTreeSet<Opaque>,
}

/// An object of a live database whose definition could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opaque {
    /// The table or view that it stands on; its own name if it is one.
    pub on: Name,
    /// What it is, in the database's own word: `table`, `index`, `constraint`, `view`, `trigger`.
    pub kind: String,
    /// Its own name.
    pub name: String,
    /// The statement that made it, in the database's own keeping.
    pub sql: String,
    /// Why it could not be read.
    pub reason: String,
}

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// Columns in their order in the table.
    pub columns: Vec<Column>,
    /// The primary key.
    pub primary_key: Option<PrimaryKey>,
    /// Unique constraints, a unique index not among them.
    pub uniques: Vec<Unique>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// Check constraints.
    pub checks: Vec<Check>,
    /// Exclusion constraints.
    pub excludes: Vec<Exclude>,
    /// Indexes that no constraint owns.
    pub indexes: Vec<Index>,
    /// Triggers on the table.
    pub triggers: Vec<Trigger>,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
    /// What else may stand in `CREATE TABLE`.
    pub options: TableOptions,
}

/// What may stand in `CREATE TABLE` around the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// SQLite: values must have the declared type.
    pub strict: bool,
    /// SQLite: the primary key is the table.
    pub without_rowid: bool,
    /// PostgreSQL: not written to the log, empty after a crash.
    pub unlogged: bool,
    /// PostgreSQL: the text after `PARTITION BY`.
    pub partition_by: Option<String>,
    /// PostgreSQL: the parent and the bounds, the text after `PARTITION OF parent`.
    pub partition_of: Option<(Name, String)>,
    /// PostgreSQL: the tables after `INHERITS`.
    pub inherits: Vec<Name>,
    /// PostgreSQL: storage parameters, the `WITH (…)`.
    pub with: BTreeMap<String, String>,
    /// SQLite: a virtual table, the text after `USING`. Such a table has no columns here and is never altered.
    pub module: Option<String>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it may hold NULL. Columns of a primary key never may, whatever the database tolerates.
    pub nullable: bool,
    /// `DEFAULT`.
    pub default: Option<Expr>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// Numbered by the database.
    pub identity: Option<Identity>,
    /// `COLLATE`, where it is not the type's own.
    pub collation: Option<String>,
    /// `COMMENT ON COLUMN`.
    pub comment: Option<String>,
    /// SQLite's `ON CONFLICT` word of its `NOT NULL`.
    pub null_conflict: Option<String>,
    /// The name of the constraint that keeps NULL out, where the database gives it one and somebody has chosen it:
    /// PostgreSQL from 18 on. Columns that differ in nothing else are the same.
    pub not_null_name: Option<String>,
}

/// An SQL expression, in the words of one dialect and without outer parentheses.
///
/// Its text is what is compared, so both sides of a comparison must come from one reader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expr(pub String);

/// A column computed from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// How.
    pub expr: Expr,
    /// Kept in the row (`STORED`) rather than computed when read (`VIRTUAL`).
    pub stored: bool,
}

/// How the database numbers a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The manner.
    pub kind: IdentityKind,
    /// Options of the sequence behind it.
    pub options: SequenceOptions,
    /// The sequence's name, where it is not the one that the database would choose.
    pub sequence: Option<Name>,
}

/// The manners of numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityKind {
    /// `GENERATED BY DEFAULT AS IDENTITY`; what models mean by `auto`. `AUTOINCREMENT` on SQLite.
    ByDefault,
    /// `GENERATED ALWAYS AS IDENTITY`.
    Always,
    /// PostgreSQL's `serial`: a default that asks a sequence which the column owns.
    Serial,
}

/// A sequence's options; `None` is the database's own choice for its type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the SQL word of the same name")]
pub struct SequenceOptions {
    pub start: Option<i64>,
    pub increment: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub cache: Option<i64>,
    pub cycle: bool,
}

/// How a column stands in a key of SQLite, where that is more than its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyOrder {
    /// `COLLATE`: values that it takes for one are one to the key.
    pub collation: Option<String>,
    /// `DESC`. An `INTEGER` column that says so where it is declared to be the primary key is not the rowid.
    pub descending: bool,
}

/// The primary key of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The constraint's name; `None` where the database has no name for it.
    pub name: Option<String>,
    /// Column names in key order.
    pub columns: Vec<String>,
    /// Further columns kept in the index.
    pub include: Vec<String>,
    /// When it is checked.
    pub deferrable: Option<Deferrable>,
    /// How each of the columns stands in the key, in their order; empty where no column says anything.
    pub orders: Vec<KeyOrder>,
    /// SQLite's `ON CONFLICT` word.
    pub on_conflict: Option<String>,
}

/// A unique constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// The constraint's name; `None` where the database has no name for it.
    pub name: Option<String>,
    /// Column names in key order.
    pub columns: Vec<String>,
    /// Two NULLs are the same.
    pub nulls_not_distinct: bool,
    /// Further columns kept in the index.
    pub include: Vec<String>,
    /// When it is checked.
    pub deferrable: Option<Deferrable>,
    /// How each of the columns stands in the key, in their order; empty where no column says anything.
    pub orders: Vec<KeyOrder>,
    /// SQLite's `ON CONFLICT` word.
    pub on_conflict: Option<String>,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name; `None` where the database has no name for it.
    pub name: Option<String>,
    /// The referring columns.
    pub columns: Vec<String>,
    /// The table referred to.
    pub table: Name,
    /// The columns referred to, always spelled out where they can be known.
    pub references: Vec<String>,
    /// What deleting the row referred to does.
    pub on_delete: Action,
    /// What changing its key does.
    pub on_update: Action,
    /// `MATCH FULL`.
    pub match_full: bool,
    /// When it is checked.
    pub deferrable: Option<Deferrable>,
    /// `NOT VALID`: rows from before it are not checked.
    pub not_valid: bool,
}

/// What a change to a referenced row does to the rows that refer to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Action {
    /// Refuse at the end of the statement; the default.
    #[default]
    NoAction,
    /// Refuse at once.
    Restrict,
    /// Do the same to them.
    Cascade,
    /// Set the referring columns to NULL; only those named, if any are.
    SetNull(Vec<String>),
    /// Set the referring columns to their defaults; only those named, if any are.
    SetDefault(Vec<String>),
}

/// When a constraint is checked, if that can be put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deferrable {
    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    Immediate,
    /// `DEFERRABLE INITIALLY DEFERRED`.
    Deferred,
}

/// A check constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name; `None` where the database has no name for it.
    pub name: Option<String>,
    /// What must not be false.
    pub expr: Expr,
    /// `NOT VALID`: rows from before it are not checked.
    pub not_valid: bool,
    /// `NO INHERIT`.
    pub no_inherit: bool,
}

/// An exclusion constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclude {
    /// The constraint's name.
    pub name: String,
    /// The text after `EXCLUDE`: method, elements, predicate.
    pub definition: Expr,
    /// When it is checked.
    pub deferrable: Option<Deferrable>,
}

/// An index that no constraint owns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// What it holds, in order.
    pub parts: Vec<IndexPart>,
    /// Whether equal keys are refused.
    pub unique: bool,
    /// Two NULLs are the same.
    pub nulls_not_distinct: bool,
    /// `USING`, where it is not the database's default.
    pub method: Option<String>,
    /// Further columns kept in the index.
    pub include: Vec<String>,
    /// `WHERE`.
    pub predicate: Option<Expr>,
    /// Storage parameters.
    pub with: BTreeMap<String, String>,
    /// `COMMENT ON INDEX`.
    pub comment: Option<String>,
}

/// One part of an index's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexPart {
    /// What is indexed.
    pub key: IndexKey,
    /// `DESC`.
    pub descending: bool,
    /// `NULLS FIRST` (`true`) or `NULLS LAST` (`false`), where it is not what the order implies.
    pub nulls_first: Option<bool>,
    /// `COLLATE`.
    pub collation: Option<String>,
    /// The operator class, where it is not the type's default.
    pub opclass: Option<String>,
}

/// What one part of an index looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexKey {
    /// A column, by name.
    Column(String),
    /// An expression over the row.
    Expr(Expr),
}

/// An enumerated type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: Name,
    /// The values in their order.
    pub values: Vec<String>,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}

/// A domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domain {
    /// Its name.
    pub name: Name,
    /// The type below it.
    pub ty: Type,
    /// Whether it may hold NULL.
    pub nullable: bool,
    /// `DEFAULT`.
    pub default: Option<Expr>,
    /// `COLLATE`.
    pub collation: Option<String>,
    /// Its checks.
    pub checks: Vec<Check>,
}

impl Domain {
    /// Puts its checks, whose order means nothing, into one order.
    pub(crate) fn sort(&mut self) {
        self.checks.sort_by(|one, other| (&one.name, &one.expr).cmp(&(&other.name, &other.expr)));
    }

    /// Whether both say the same, in whatever order.
    pub(crate) fn says_the_same(&self, other: &Domain) -> bool {
        let sorted = |domain: &Domain| {
            let mut domain = domain.clone();
            domain.sort();
            domain
        };
        sorted(self) == sorted(other)
    }
}

/// A sequence that stands on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// Its name.
    pub name: Name,
    /// Its type; `None` is bigint.
    pub ty: Option<Type>,
    /// Its options.
    pub options: SequenceOptions,
    /// The table and column that it is dropped with (`OWNED BY`), where that column is not numbered by it.
    pub owned_by: Option<(Name, String)>,
}

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: Name,
    /// The whole statement that creates it.
    pub sql: String,
    /// Whether its rows are kept.
    pub materialized: bool,
    /// Tables, views and columns that it reads, as far as they are known: a table's whole row is `None`.
    pub reads: BTreeSet<(Name, Option<String>)>,
    /// `INSTEAD OF` triggers.
    pub triggers: Vec<Trigger>,
    /// Indexes of a materialized view.
    pub indexes: Vec<Index>,
    /// `COMMENT ON VIEW`.
    pub comment: Option<String>,
}

/// A trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The whole statement that creates it.
    pub sql: String,
}

/// A function or procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name, with the types of its arguments.
    pub name: Name,
    /// The whole statement that creates it.
    pub sql: String,
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Column {
    /// A column of that name and type that may not be NULL, with nothing else said.
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Column {
            name: name.into(),
            ty,
            nullable: false,
            default: None,
            generated: None,
            identity: None,
            collation: None,
            comment: None,
            null_conflict: None,
            not_null_name: None,
        }
    }
}

impl std::fmt::Display for Expr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
