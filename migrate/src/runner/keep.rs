//! Settings of the connection that running revisions may change: as they were before, and given back on every path. Which
//! they are, the dialect's [`super::Keeping`] says.

use std::collections::BTreeMap;

use crate::error::{Cause, Result};
use crate::session::Session;

/// Settings as they were, by name. Those that are missing had their default.
#[derive(Debug, Default)]
pub(super) struct Kept {
    queries: Vec<String>,
    values: BTreeMap<String, String>,
}

impl Kept {
    /// The value that a setting had, unless that was its default or nobody looked.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}

/// Looks at what these statements may change. Outside any transaction.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn look<S: Session>(session: &mut S, statements: &[&str]) -> Result<Kept> {
    let queries = (session.dialect().conduct().keeping.queries)(statements);
    let values = read(session, &queries).await?;
    Ok(Kept { queries, values })
}

/// Makes every setting what it was. Outside any transaction. Where the connection is gone this does nothing, and they are
/// gone with it.
pub(super) async fn give_back<S: Session>(session: &mut S, kept: &Kept) {
    if let Err(error) = changed_back(session, kept).await {
        log::warn!("settings of the connection could not be given back: {error}");
    }
}

async fn changed_back<S: Session>(session: &mut S, kept: &Kept) -> Result<()> {
    let write = session.dialect().conduct().keeping.write;
    let now = read(session, &kept.queries).await?;
    // What decides who may set the others comes last by its name, and has to come first.
    let names = kept.values.keys().chain(now.keys().filter(|name| kept.get(name).is_none())).rev();
    for name in names.filter(|name| kept.values.get(*name) != now.get(*name)) {
        session.execute(&write(name, kept.get(name))).await?;
    }
    Ok(())
}

async fn read<S: Session>(session: &mut S, queries: &[String]) -> Result<BTreeMap<String, String>> {
    let mut values = BTreeMap::new();
    for query in queries {
        let rows = match session.query(query).await {
            Ok(rows) => rows,
            // A setting that this version of the database does not have.
            Err(error) if error.cause() == Cause::NoTable => continue,
            Err(error) => return Err(error),
        };
        for row in rows {
            let mut row = row.into_iter();
            if let (Some(Some(name)), Some(Some(value))) = (row.next(), row.next()) {
                values.insert(name, value);
            }
        }
    }
    Ok(values)
}
