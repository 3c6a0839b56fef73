//! A history of small revisions, as our files and as the raw SQL that does the same with a raw tool.

use std::fs;
use std::path::Path;

use migrate::dialect::Dialect;
use migrate::history;
use migrate::revision::{Direction, Limits, Revision, Section, dir};
use migrate::schema::Name;

use super::{created, id};
use crate::Result;

/// One small change, both ways.
fn change(number: usize) -> (String, String) {
    let table = number / 4;
    match number % 4 {
        0 => (
            format!(
                "CREATE TABLE t_{table} (id integer NOT NULL PRIMARY KEY, name text NOT NULL);"
            ),
            format!("DROP TABLE t_{table};"),
        ),
        1 => (
            format!("ALTER TABLE t_{table} ADD COLUMN email text;"),
            format!("ALTER TABLE t_{table} DROP COLUMN email;"),
        ),
        2 => (
            format!("CREATE INDEX t_{table}_name ON t_{table} (name);"),
            format!("DROP INDEX t_{table}_name;"),
        ),
        _ => (
            format!("INSERT INTO t_{table} (id, name) VALUES (1, 'first');"),
            format!("DELETE FROM t_{table} WHERE id = 1;"),
        ),
    }
}

/// As many revisions, one after the other.
pub(crate) fn revisions(count: usize) -> Vec<Revision> {
    (0..count)
        .map(|number| {
            let (up, down) = change(number);
            let section = |direction, sql| Section {
                direction,
                dialect: None,
                transaction: true,
                irreversible: false,
                limits: Limits::NONE,
                sql,
                line: 0,
                hook: false,
            };
            Revision {
                id: id(number),
                message: format!("change {number}"),
                slug: format!("change_{number}"),
                revises: number.checked_sub(1).map(id).into_iter().collect(),
                created: created(number),
                sections: vec![section(Direction::Up, up), section(Direction::Down, down)],
                ..Revision::default()
            }
        })
        .collect()
}

/// Writes the files of `revisions` as they stand in a repository.
///
/// # Errors
///
/// When a file cannot be written.
pub(crate) fn write(folder: &Path, revisions: &[Revision]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for revision in revisions {
        // Not by `dir::write`, which waits for the disk each time.
        fs::write(folder.join(revision.file_name()), migrate::revision::file::render(revision))?;
    }
    // What is measured must be what is meant.
    let read = dir::read(folder).map_err(|errors| format!("{errors:?}"))?;
    if read.len() == revisions.len() { Ok(()) } else { Err("files of the same name".into()) }
}

/// How the raw tool is made to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Up, a transaction for each revision and its row.
    Each,
    /// Up, all in one transaction.
    Together,
    /// Down, a transaction for each.
    Down,
}

/// The SQL for the raw tool: that of the revisions, and what keeps the history.
pub(crate) fn raw(dialect: &dyn Dialect, revisions: &[Revision], way: Way) -> String {
    let table = Name::new(history::TABLE);
    let begin = format!("{};\n", dialect.conduct().begin);
    let mut text = String::new();
    if way != Way::Down {
        text.push_str(&format!("{};\n", history::create(dialect, &table)));
    }
    if way == Way::Together {
        text.push_str(&begin);
    }
    let one = |revision: &Revision| {
        let (up, down) = match revision.sections.as_slice() {
            [up, down] => (up.sql.as_str(), down.sql.as_str()),
            _ => ("", ""),
        };
        let checksum = migrate::revision::checksum(up);
        let record = history::Record {
            revision: &revision.id,
            message: &revision.message,
            checksum: &checksum,
            down_sql: Some(down),
            applied_at: None,
        };
        match way {
            Way::Each | Way::Together => {
                format!("{up}\n{};\n", history::insert(dialect, &table, &record, "0"))
            }
            Way::Down => format!("{down}\n{};\n", history::delete(dialect, &table, &revision.id)),
        }
    };
    match way {
        Way::Together => text.extend(revisions.iter().map(one)),
        Way::Each => {
            text.extend(revisions.iter().map(|all| format!("{begin}{}COMMIT;\n", one(all))))
        }
        Way::Down => {
            text.extend(revisions.iter().rev().map(|all| format!("{begin}{}COMMIT;\n", one(all))));
        }
    }
    if way == Way::Together {
        text.push_str("COMMIT;\n");
    }
    text
}
