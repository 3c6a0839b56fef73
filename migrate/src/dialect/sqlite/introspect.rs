//! Reads a live SQLite database into a physical schema, in one query: the truth of SQLite is the text of its own
//! `sqlite_schema` (names of constraints, checks and collations are nowhere else), so it is replayed like a history.
//! What cannot be read is told as such and hides nothing else.

use std::collections::BTreeSet;

use crate::dialect::sqlite::Sqlite;
use crate::error::Result;
use crate::introspect::Catalog;
use crate::replay::Replay;
use crate::schema::{Name, Opaque, Schema};
use crate::session::Row;

/// What is asked, and what the answers mean.
pub(super) static CATALOG: Catalog = Catalog { enter: "", query, read, leave: "", foreign: None };

/// Every object with the statement that made it, in an order in which they could be made again. Not SQLite's own
/// objects, and not the shadow tables that a virtual table keeps its contents in: `table_list` goes through all tables,
/// whichever is asked for, and so is asked once.
const OBJECTS: &str = "\
SELECT s.type, s.name, s.tbl_name, s.sql
FROM sqlite_schema AS s
WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
AND s.tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
ORDER BY CASE s.type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, s.rowid";

fn query(answers: &[Vec<Row>]) -> Option<String> {
    answers.is_empty().then(|| OBJECTS.to_owned())
}

fn read(answers: &[Vec<Row>]) -> Result<Schema> {
    let (mut replay, mut opaque) = (Replay::new(&Sqlite), BTreeSet::new());
    for row in answers.iter().flatten() {
        let [Some(kind), Some(name), Some(on), Some(sql)] = row.as_slice() else { continue };
        opaque.extend(replay.apply(sql).into_iter().next().map(|unread| Opaque {
            on: Name::new(on),
            kind: kind.clone(),
            name: name.clone(),
            sql: sql.clone(),
            reason: unread.reason,
        }));
    }
    Ok(Schema { opaque, ..replay.finish() })
}

/// `wanted`, a physical schema, as a database that holds nothing else would tell it: created in memory, introspected.
///
/// # Errors
///
/// When the schema cannot be created.
#[cfg(feature = "sqlite")]
pub async fn scratch(wanted: &Schema) -> Result<Schema> {
    use crate::dialect::{render, sqlite::connect};
    use crate::error::Error;
    use crate::session::{Access, Mode, Session};

    let empty = Schema::default();
    let ops = crate::diff::diff(&empty, wanted, &crate::diff::Hints::default(), &Sqlite).map_err(
        |errors| {
            errors
                .into_iter()
                .next()
                .unwrap_or_else(|| Error::unsupported("the schema cannot be created"))
        },
    )?;
    let mut session = connect::open(None, Mode::Create, Access::Write)?;
    for statement in render(&Sqlite, &ops, &empty)? {
        Session::execute(&mut session, &statement.sql).await?;
    }
    crate::introspect::introspect(&mut session).await
}

#[cfg(all(test, feature = "sqlite"))]
mod tests {
    use super::*;

    /// What goes through all tables by itself must not stand in a loop over them.
    #[test]
    fn the_objects_are_gone_through_once() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {OBJECTS}")).unwrap();
        let steps = plan.query_map([], |row| Ok((row.get(1)?, row.get(3)?))).unwrap();
        let steps: Vec<(i64, String)> = steps.collect::<rusqlite::Result<_>>().unwrap();
        let read = steps.iter().filter(|(parent, step)| *parent == 0 && step.starts_with("SCAN"));
        let read: Vec<&String> = read.map(|(_, step)| step).collect();
        assert!(matches!(read.as_slice(), [only] if only.contains("SCAN s")), "{steps:?}");
        assert!(!steps.iter().any(|(_, step)| step.contains("CORRELATED")), "{steps:?}");
    }
}
