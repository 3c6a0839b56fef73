//! What an upgrade would ask the rows that are there before it runs, for tests that run SQL by themselves.

use migrate::dialect::Dialect;
use migrate::preflight::{Part, Verdict, judge, questions};
use migrate::revision::Direction;
use migrate::schema::Schema;
use migrate::session::Row;

/// Why an upgrade with `sql` would be refused, with what to do about it; empty if nothing stands in its way.
///
/// # Errors
///
/// A question that the database cannot answer.
pub(crate) fn refusals(
    dialect: &dyn Dialect,
    live: &Schema,
    sql: &str,
    query: &mut dyn FnMut(&str) -> Result<Vec<Row>, String>,
) -> Result<Vec<String>, String> {
    let part = Part { direction: Direction::Up, revision: "x", place: "x.sql", line: 0, sql };
    let mut refusals = Vec::new();
    for question in questions(dialect, live, &[part]) {
        let rows = query(&question.sql)
            .map_err(|error| format!("no answer to `{}`: {error}", question.sql))?;
        if let Some(Verdict::Refuse(error)) = judge(&question, &rows) {
            refusals.push(format!("refused: {error}; {}", error.hint().unwrap_or_default()));
        }
    }
    Ok(refusals)
}
