//! A table made anew under its name, with its rows: what SQLite's documentation calls the other kinds of changes. Says
//! the statements and their order; which rows a change of type would spoil is asked by `rebuild/guard.rs`.
//!
//! Written to run inside a transaction with `foreign_keys` off, which only the runner can see to, since the pragma does
//! nothing within one. Where enforcement left on would empty other tables, the statements refuse by themselves.
//!
//! * The new table is made beside the old one and takes its name in the end: renaming the old one away would carry
//!   other tables' foreign keys along.
//! * It takes the name under `legacy_alter_table`, because at that moment views and triggers that read the table have
//!   none to read.
//! * Rows keep their rowids, and a numbered table its last number even when it is empty.
//! * Statistics of the planner stay what they were. `ANALYZE` would give some to a database that was never analyzed,
//!   and those of a table with few rows today mislead the planner when it has many.

mod copy;
mod guard;

use crate::dialect::sqlite::Sqlite;
use crate::dialect::sqlite::ddl::create::{belongings, create_table};
use crate::dialect::sqlite::ddl::{alter, quote};
use crate::dialect::{Dialect, Statement};
use crate::error::{Error, Result};
use crate::op::{self, Change};
use crate::schema::{Schema, Table};

/// The statements that make all of `changes` to `previous`, none of them a rename of a column.
pub(super) fn statements(
    schema: &Schema,
    previous: &Table,
    changes: &[Change],
) -> Result<Vec<Statement>> {
    let next = op::alter(previous, changes);
    if next.columns.iter().all(|column| column.generated.is_some()) {
        let message = format!("table `{}` would have no column left", previous.name);
        return Err(Error::unsupported(message).with_hint("drop the table instead"));
    }
    let scratch = format!("_migrate_new_{}", next.name.name);
    let (name, new) = (quote(&next.name)?, Sqlite.quote(&scratch));
    let mut statements = guard::statements(schema, previous, &next, changes)?;
    statements.push(Statement::new(create_table(&next, &scratch)?));
    statements.push(Statement {
        effect: None,
        sql: copy::rows(previous, &next, changes, &new)?,
        hazard: broken(schema, previous, changes),
    });
    let carried = copy::sequence(previous, &next, &scratch);
    let (keep_statistics, return_statistics) = copy::statistics(&next, &scratch);
    let swap = [
        format!("DROP TABLE {name}"),
        "PRAGMA legacy_alter_table = ON".to_owned(),
        format!("ALTER TABLE {new} RENAME TO {name}"),
        "PRAGMA legacy_alter_table = OFF".to_owned(),
    ];
    let rest = carried.into_iter().chain(keep_statistics).chain(swap).chain(return_statistics);
    statements.extend(rest.map(Statement::new));
    statements.extend(belongings(&next)?);
    Ok(statements)
}

/// What reads a column that is dropped, and will fail from now on.
fn broken(schema: &Schema, previous: &Table, changes: &[Change]) -> Option<String> {
    let mut found = Vec::new();
    for change in changes {
        if let Change::DropColumn { column, .. } = change {
            for dependent in alter::dependents(schema, previous, &column.name) {
                found.push(format!("{dependent} may read `{}.{}`", previous.name, column.name));
            }
        }
    }
    (!found.is_empty()).then(|| found.join("; "))
}
