//! A live database to a schema: asks what the dialect wants asked and hands it the answers. Knows no catalogue itself.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::schema::{Name, Schema};
use crate::session::{Row, Session};

/// How a dialect's catalogue is read: which queries, and what their answers mean.
///
/// The dialect does no input or output here, so there is one way to the database for all of them, and an answer can be
/// a test's own.
#[derive(Debug, Clone, Copy)]
pub struct Catalog {
    /// Statements before the queries, such as a setting that makes answers independent of the connection.
    pub enter: &'static str,
    /// The next query, given the answers so far in their order; `None` when nothing more need be asked. How many there
    /// are never depends on how much the database holds.
    pub query: fn(answers: &[Vec<Row>]) -> Option<String>,
    /// The schema, from the answers in the order of the queries.
    pub read: fn(answers: &[Vec<Row>]) -> Result<Schema>,
    /// Statements after the queries, whatever became of them; they take back `enter`.
    pub leave: &'static str,
    /// The query for (namespace, table, owner) of every table that this role may not alter, the namespace NULL where it
    /// is the default one; `None` where tables have no owner.
    pub foreign: Option<&'static str>,
}

/// The physical schema of the database behind `session`.
///
/// # Errors
///
/// When a query fails. What the database holds and cannot be understood is no error: see [`Schema::opaque`].
pub async fn introspect<S: Session>(session: &mut S) -> Result<Schema> {
    let catalog = session.dialect().catalog();
    if !catalog.enter.is_empty() {
        session.execute(catalog.enter).await?;
    }
    let asked = ask(session, catalog).await;
    if !catalog.leave.is_empty() {
        session.execute(catalog.leave).await?;
    }
    (catalog.read)(&asked?)
}

/// The tables that the role behind `session` may not alter, each with its owner, by name.
///
/// # Errors
///
/// When the query fails.
pub async fn owned_by_others<S: Session>(session: &mut S) -> Result<BTreeMap<Name, String>> {
    let Some(query) = session.dialect().catalog().foreign else { return Ok(BTreeMap::new()) };
    let mut tables = BTreeMap::new();
    for row in session.query(query).await? {
        if let [namespace, Some(name), Some(owner)] = row.as_slice() {
            let name = Name { namespace: namespace.clone(), name: name.clone() };
            tables.insert(name, owner.clone());
        }
    }
    Ok(tables)
}

async fn ask<S: Session>(session: &mut S, catalog: &Catalog) -> Result<Vec<Vec<Row>>> {
    let mut answers = Vec::new();
    while let Some(query) = (catalog.query)(&answers) {
        answers.push(session.query(&query).await?);
    }
    Ok(answers)
}
