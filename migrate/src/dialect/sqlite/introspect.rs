//! Reads a live SQLite database into a physical schema, in one query: the truth of SQLite is the text of its own
//! `sqlite_schema` (names of constraints, checks and collations are nowhere else), so it is replayed like a history.

use crate::dialect::sqlite::Sqlite;
use crate::error::{Error, Result};
use crate::introspect::Catalog;
use crate::replay::replay;
use crate::schema::Schema;
use crate::session::Row;

/// What is asked, and what the answers mean.
pub(super) static CATALOG: Catalog = Catalog { enter: "", query, read, leave: "" };

/// Every object with the statement that made it, in an order in which they could be made again. Not SQLite's own
/// objects, and not the shadow tables that a virtual table keeps its contents in.
const OBJECTS: &str = "\
SELECT s.type, s.name, s.sql
FROM sqlite_schema AS s
LEFT JOIN pragma_table_list AS t ON t.schema = 'main' AND t.name = s.tbl_name
WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.type IS NOT 'shadow'
ORDER BY CASE s.type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, s.rowid";

fn query(answers: &[Vec<Row>]) -> Option<String> {
    answers.is_empty().then(|| OBJECTS.to_owned())
}

fn read(answers: &[Vec<Row>]) -> Result<Schema> {
    let mut schema = Schema::default();
    for row in answers.iter().flatten() {
        let [Some(kind), Some(name), Some(sql)] = row.as_slice() else { continue };
        if let Some(unread) = replay(&Sqlite, sql, &mut schema).first() {
            return Err(Error::unsupported(format!(
                "{kind} `{name}` of the database cannot be read: {}",
                unread.reason
            )));
        }
    }
    Ok(schema)
}
