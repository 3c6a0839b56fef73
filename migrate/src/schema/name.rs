//! Names: of objects, with the namespace they live in, and of constraints, by one convention. Quoting is the dialect's.

use std::fmt;

use sha2::{Digest, Sha256};

/// A name with the namespace that it lives in.
///
/// The database's default namespace (`public`, `main`) is always `None`, whoever read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The namespace, if it is not the default one.
    pub namespace: Option<String>,
    /// The name within it, unquoted.
    pub name: String,
}

impl Name {
    /// A name in the default namespace.
    pub fn new(name: impl Into<String>) -> Self {
        Name { namespace: None, name: name.into() }
    }

    /// A name in the namespace given.
    pub fn within(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Name { namespace: Some(namespace.into()), name: name.into() }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(namespace) = &self.namespace {
            write!(f, "{namespace}.")?;
        }
        f.write_str(&self.name)
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Name::new(name)
    }
}

/// The longest identifier, in bytes, that every database keeps whole.
pub const LONGEST: usize = 63;

/// `name` itself if it is at most [`LONGEST`] bytes, else its beginning and eight hex digits of its SHA-256, so that two
/// long names with a common beginning stay two.
pub fn shorten(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let hash = hash(name);
    let mut end = LONGEST - hash.len() - 1;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_{hash}", &name[..end])
}

/// Eight hex digits of the SHA-256 of `text`, for the name of what has only an expression.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// The name of a table's primary key: `pk_<table>`.
pub fn primary_key(table: &str) -> String {
    shorten(&format!("pk_{table}"))
}

/// The name of a unique constraint: `uq_<table>_<columns>`.
pub fn unique(table: &str, columns: &[String]) -> String {
    shorten(&format!("uq_{table}_{}", columns.join("_")))
}

/// The name of a foreign key: `fk_<table>_<columns>_<table referred to>`.
pub fn foreign_key(table: &str, columns: &[String], references: &str) -> String {
    shorten(&format!("fk_{table}_{}_{references}", columns.join("_")))
}

/// The name of a check: `ck_<table>_<columns or a hash of the expression>`.
pub fn check(table: &str, what: &str) -> String {
    shorten(&format!("ck_{table}_{what}"))
}

/// The name of an index: `ix_<table>_<columns>`.
pub fn index(table: &str, columns: &[String]) -> String {
    shorten(&format!("ix_{table}_{}", columns.join("_")))
}

/// The name of an exclusion constraint: `ex_<table>_<a hash of its definition>`.
pub fn exclude(table: &str, what: &str) -> String {
    shorten(&format!("ex_{table}_{what}"))
}
