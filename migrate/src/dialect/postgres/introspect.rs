//! Reads a live PostgreSQL database into a physical schema, in a fixed number of queries: `query.rs` asks, `read.rs`
//! understands. What shall be is brought to the same form in a scratch place by `scratch.rs`.
//!
//! The namespace in which a bare name would be made, `current_schema()`, is the default one. Expressions are the server's
//! own text of them, which depends on settings; so those are fixed while we ask, and put back after.

mod query;
mod read;
mod scratch;
mod text;

pub use scratch::scratch;

use crate::error::Result;
use crate::introspect::Catalog;
use crate::schema::Schema;
use crate::session::Row;

/// What is asked, and what the answers mean.
pub(super) static CATALOG: Catalog = Catalog {
    enter: query::ENTER,
    query,
    read,
    leave: query::LEAVE,
    foreign: Some(query::FOREIGN),
};

fn query(answers: &[Vec<Row>]) -> Option<String> {
    let Some(first) = answers.first() else { return Some(query::VERSION.to_owned()) };
    let version = first.first().and_then(|row| row.first()?.as_ref()?.parse().ok()).unwrap_or(0);
    query::queries(version).into_iter().nth(answers.len() - 1)
}

fn read(answers: &[Vec<Row>]) -> Result<Schema> {
    Ok(read::schema(answers))
}
