//! Which revisions are applied: the history table, as a value and verbs. Runs no revision and takes no lock.
//!
//! One row for each revision that is applied, not only for heads, so that no redundant edge of the graph can spoil it.
//! `down_sql` lets a binary that does not know a revision take it back.

pub mod steps;

use std::collections::BTreeSet;

use crate::dialect::{Dialect, qualified};
use crate::error::{Cause, Error, Result};
use crate::runner::GATHERED;
use crate::schema::Name;
use crate::session::Session;

/// The table's name where nobody chose one.
pub const TABLE: &str = "migrate_history";

/// One row of the history table, without its `down_sql`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The revision's id.
    pub revision: String,
    /// Its message when it was applied.
    pub message: String,
    /// SHA-256 of the SQL that was run.
    pub checksum: String,
    /// When, as `2025-12-24 03:27:01 UTC`.
    pub applied_at: String,
}

/// What the history table says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Whether the table exists.
    pub exists: bool,
    /// Its rows in the order in which they were written, as far as their moments tell.
    pub rows: Vec<Applied>,
}

impl History {
    /// The ids of the applied revisions.
    pub fn ids(&self) -> BTreeSet<String> {
        self.rows.iter().map(|row| row.revision.clone()).collect()
    }

    /// The row of a revision, if it is applied.
    pub fn get(&self, revision: &str) -> Option<&Applied> {
        self.rows.iter().find(|row| row.revision == revision)
    }
}

/// What is written about a revision that is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// The revision's id.
    pub revision: &'a str,
    /// Its message.
    pub message: &'a str,
    /// SHA-256 of its `up` section.
    pub checksum: &'a str,
    /// The SQL that takes it back; `None` if nothing does.
    pub down_sql: Option<&'a str>,
    /// When it was applied, as `2025-12-24 03:27:01 UTC`; now, if `None`.
    pub applied_at: Option<&'a str>,
}

/// The name that a configuration asks for: `name` or `schema.name`.
pub fn table(text: &str) -> Name {
    match text.split_once('.') {
        Some((namespace, name)) => Name::within(namespace, name),
        None => Name::new(text),
    }
}

/// The journal that belongs to a history table: what has been done of a revision that runs outside transactions.
pub fn journal(table: &Name) -> Name {
    let name = match table.name.strip_suffix("_history") {
        Some(stem) => format!("{stem}_journal"),
        None => format!("{}_journal", table.name),
    };
    Name { namespace: table.namespace.clone(), name }
}

/// Reads the history. A table that does not exist is an empty one.
///
/// # Errors
///
/// When the database cannot be asked, or a table of that name is something else.
pub async fn read<S: Session>(session: &mut S, table: &Name) -> Result<History> {
    let dialect = session.dialect();
    let sql = format!(
        "SELECT revision, message, checksum, {} FROM {} ORDER BY applied_at, revision",
        (dialect.conduct().moment_text)("applied_at"),
        qualified(dialect, table)
    );
    let rows = match session.query(&sql).await {
        Ok(rows) => rows,
        Err(error) if error.cause() == Cause::NoTable => return Ok(History::default()),
        Err(error) => return Err(error.within(format!("history table `{table}`"))),
    };
    let rows = rows.into_iter().map(|row| {
        let mut values = row.into_iter().map(Option::unwrap_or_default);
        let mut next = || values.next().unwrap_or_default();
        Applied { revision: next(), message: next(), checksum: next(), applied_at: next() }
    });
    Ok(History { exists: true, rows: rows.collect() })
}

/// The checksums of the applied revisions in the one text that the database has put them into: nothing is copied out of it,
/// since a start that has nothing to do only looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checksums {
    gathered: String,
}

impl Checksums {
    /// Each revision with its checksum, in the order in which the database had them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let [between_columns, between_rows] = GATHERED;
        self.gathered.split(between_rows).filter_map(move |row| row.split_once(between_columns))
    }

    /// Whether the rows are these, in this order; a revision for which no checksum is known may have any.
    pub fn are<'e>(&self, rows: impl Iterator<Item = (&'e str, Option<&'e str>)>) -> bool {
        let [between_columns, between_rows] = GATHERED;
        let mut rest = Some(self.gathered.as_str());
        for (number, (revision, checksum)) in rows.enumerate() {
            if number > 0 {
                rest = rest.and_then(|rest| rest.strip_prefix(between_rows));
            }
            let row =
                rest.and_then(|rest| rest.strip_prefix(revision)?.strip_prefix(between_columns));
            let Some(row) = row else { return false };
            rest = match checksum {
                Some(checksum) => row.strip_prefix(checksum),
                None => row.get(row.find(between_rows).unwrap_or(row.len())..),
            };
        }
        rest.is_some_and(str::is_empty)
    }

    /// The ids of the applied revisions.
    pub fn ids(&self) -> BTreeSet<String> {
        self.iter().map(|(revision, _)| revision.to_owned()).collect()
    }

    /// Whether no revision is applied.
    pub fn is_empty(&self) -> bool {
        self.gathered.is_empty()
    }
}

/// Reads what a start needs to know, and nothing else: the checksum of each applied revision; `None` without a table.
///
/// # Errors
///
/// As for [`read`].
pub async fn checksums<S: Session>(session: &mut S, table: &Name) -> Result<Option<Checksums>> {
    let dialect = session.dialect();
    let sql = (dialect.conduct().gathered)(&qualified(dialect, table));
    match session.query(&sql).await {
        // A history without rows is NULL.
        Ok(rows) => Ok(Some(Checksums {
            gathered: rows.into_iter().flatten().next().flatten().unwrap_or_default(),
        })),
        Err(error) if error.cause() == Cause::NoTable => Ok(None),
        Err(error) => Err(error.within(format!("history table `{table}`"))),
    }
}

/// Whether one revision is applied. The table must exist.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn applied<S: Session>(session: &mut S, table: &Name, revision: &str) -> Result<bool> {
    let dialect = session.dialect();
    Ok(!session.query(&select_one(dialect, table, revision)).await?.is_empty())
}

/// The query that has a row exactly if a revision is applied.
pub fn select_one(dialect: &dyn Dialect, table: &Name, revision: &str) -> String {
    format!(
        "SELECT 1 FROM {} WHERE revision = {}",
        qualified(dialect, table),
        dialect.literal(revision)
    )
}

/// The SQL that takes `revision` back, as the history table has kept it.
///
/// # Errors
///
/// When the revision is not applied, or was recorded without any.
pub async fn down_sql<S: Session>(session: &mut S, table: &Name, revision: &str) -> Result<String> {
    let dialect = session.dialect();
    let sql = format!(
        "SELECT down_sql FROM {} WHERE revision = {}",
        qualified(dialect, table),
        dialect.literal(revision)
    );
    let mut rows = session.query(&sql).await?;
    match rows.pop().map(|row| row.into_iter().next().flatten()) {
        Some(Some(sql)) => Ok(sql),
        Some(None) => Err(Error::history(format!(
            "revision `{revision}` has no file here, and the history table has kept nothing that takes it back"
        ))
        .with_hint("run this where the revision's file is")),
        None => Err(Error::history(format!("revision `{revision}` is not applied"))),
    }
}

/// The statements that create the history table where it is missing. Its namespace must exist.
pub fn create(dialect: &dyn Dialect, table: &Name) -> String {
    format!(
        "CREATE TABLE IF NOT EXISTS {} (\n    revision text NOT NULL PRIMARY KEY,\n    message text NOT NULL,\n    \
         checksum text NOT NULL,\n    applied_at {} NOT NULL DEFAULT CURRENT_TIMESTAMP,\n    \
         execution_ms bigint NOT NULL,\n    down_sql text\n)",
        qualified(dialect, table),
        dialect.conduct().moment_type
    )
}

/// The statement that records a revision as applied. `elapsed` is an SQL expression for milliseconds.
pub fn insert(dialect: &dyn Dialect, table: &Name, record: &Record<'_>, elapsed: &str) -> String {
    let literal = |text: &str| dialect.literal(text);
    let moment = record.applied_at.map(|moment| literal((dialect.conduct().moment)(moment)));
    format!(
        "INSERT INTO {} (revision, message, checksum, execution_ms, down_sql{}) VALUES ({}, {}, {}, {elapsed}, {}{})",
        qualified(dialect, table),
        if moment.is_some() { ", applied_at" } else { "" },
        literal(record.revision),
        literal(record.message),
        literal(record.checksum),
        record.down_sql.map_or_else(|| "NULL".to_string(), literal),
        moment.map(|moment| format!(", {moment}")).unwrap_or_default(),
    )
}

/// The statement that records a revision as not applied.
pub fn delete(dialect: &dyn Dialect, table: &Name, revision: &str) -> String {
    format!(
        "DELETE FROM {} WHERE revision = {}",
        qualified(dialect, table),
        dialect.literal(revision)
    )
}

/// The statement that deletes every row.
pub fn purge(dialect: &dyn Dialect, table: &Name) -> String {
    format!("DELETE FROM {}", qualified(dialect, table))
}

/// The statement that records another checksum for a revision, as a person has decided.
pub fn repair(dialect: &dyn Dialect, table: &Name, revision: &str, checksum: &str) -> String {
    format!(
        "UPDATE {} SET checksum = {} WHERE revision = {}",
        qualified(dialect, table),
        dialect.literal(checksum),
        dialect.literal(revision)
    )
}

/// The statements of [`create`], and before it of its namespace if that is missing.
///
/// # Errors
///
/// When the database cannot be asked whether the namespace exists.
pub async fn missing<S: Session>(session: &mut S, table: &Name) -> Result<Vec<String>> {
    let dialect = session.dialect();
    let mut statements = Vec::new();
    if let Some(namespace) = table.namespace.as_deref().filter(|_| dialect.capability().namespaces)
    {
        let asked = format!(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = {}",
            dialect.literal(namespace)
        );
        // Asked first: creating one needs a right even where it exists.
        if session.query(&asked).await?.is_empty() {
            statements.push(format!("CREATE SCHEMA IF NOT EXISTS {}", dialect.quote(namespace)));
        }
    }
    statements.push(create(dialect, table));
    Ok(statements)
}

#[cfg(test)]
mod tests {
    use super::{Checksums, GATHERED};

    fn gathered(rows: &[(&str, &str)]) -> Checksums {
        let [between_columns, between_rows] = GATHERED.map(String::from);
        let rows: Vec<String> =
            rows.iter().map(|(one, other)| [*one, &between_columns, *other].concat()).collect();
        Checksums { gathered: rows.join(&between_rows) }
    }

    #[test]
    fn rows_are_compared_one_by_one() {
        let all = [("a", "12"), ("ab", "1"), ("c", "3")];
        let known = |rows: &[(&'static str, &'static str)]| -> Vec<_> {
            rows.iter().map(|(one, other)| (*one, Some(*other))).collect()
        };
        for length in 0..=all.len() {
            for other in 0..=all.len() {
                let is_same = gathered(&all[..length]).are(known(&all[..other]).into_iter());
                assert_eq!(is_same, length == other, "{length} rows and {other}");
            }
            let any = all[..length].iter().map(|(revision, _)| (*revision, None));
            assert!(gathered(&all[..length]).are(any));
        }
        let others = [
            [("a", "12"), ("ab", "1"), ("c", "4")],
            [("a", "1"), ("ab", "1"), ("c", "3")],
            [("a", "123"), ("ab", "1"), ("c", "3")],
            [("a", "12"), ("a", "1"), ("c", "3")],
            [("ab", "1"), ("a", "12"), ("c", "3")],
        ];
        for other in others {
            assert!(!gathered(&all).are(known(&other).into_iter()), "{other:?}");
            assert!(!gathered(&other).are(known(&all).into_iter()), "{other:?}");
        }
    }
}
