//! Reads a live PostgreSQL database into a physical schema, in a fixed number of queries.

use crate::error::Result;
use crate::introspect::Catalog;
use crate::schema::Schema;
use crate::session::Row;

/// What is asked, and what the answers mean.
pub(super) static CATALOG: Catalog = Catalog { enter: "", query, read, leave: "" };

fn query(_answers: &[Vec<Row>]) -> Option<String> {
    None
}

fn read(_answers: &[Vec<Row>]) -> Result<Schema> {
    Ok(Schema::default())
}
