//! Drops that do nothing where there is nothing to drop. Writes what every database says alike; whether it can, its
//! capabilities tell.

use super::{Dialect, Statement, qualified, tell_hazards};
use crate::error::{Error, Result};
use crate::op::{self, Op};
use crate::schema::{Name, Schema};

/// The statements that drop what no revision has made, and do nothing where it is not there: a new database has never
/// held it.
///
/// # Errors
///
/// When the database has no words for that, or when an op does not drop.
pub fn render_if_there(
    dialect: &dyn Dialect,
    ops: &[Op],
    previous: &Schema,
) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    for op in ops {
        let mut made = match op {
            Op::DropTable(table) => {
                vec![format!("DROP TABLE IF EXISTS {}", qualified(dialect, &table.name))]
            }
            Op::DropView(view) => {
                let kind = if view.materialized { "MATERIALIZED VIEW" } else { "VIEW" };
                vec![format!("DROP {kind} IF EXISTS {}", qualified(dialect, &view.name))]
            }
            Op::AlterTable { table, changes } => {
                let part = |change| drop_part(dialect, table, change);
                changes.iter().map(part).collect::<Result<Vec<String>>>()?
            }
            other => return Err(keeps(&op::describe(other))),
        }
        .into_iter()
        .map(Statement::new)
        .collect::<Vec<_>>();
        tell_hazards(&mut made, op::hazards(op, previous));
        statements.append(&mut made);
    }
    Ok(statements)
}

fn drop_part(dialect: &dyn Dialect, table: &Name, change: &op::Change) -> Result<String> {
    use op::Change;
    let alter = format!("ALTER TABLE IF EXISTS {}", qualified(dialect, table));
    let constraint = match change {
        Change::DropIndex(index) => {
            let name = Name { namespace: table.namespace.clone(), name: index.name.clone() };
            return Ok(format!("DROP INDEX IF EXISTS {}", qualified(dialect, &name)));
        }
        Change::DropColumn { column, .. } if dialect.capability().drops_parts_if_there => {
            return Ok(format!("{alter} DROP COLUMN IF EXISTS {}", dialect.quote(&column.name)));
        }
        Change::DropUnique(unique) => unique.name.as_ref(),
        Change::DropForeignKey(key) => key.name.as_ref(),
        Change::DropCheck(check) => check.name.as_ref(),
        Change::DropExclude(exclude) => Some(&exclude.name),
        _ => None,
    };
    match constraint.filter(|_| dialect.capability().drops_parts_if_there) {
        Some(name) => Ok(format!("{alter} DROP CONSTRAINT IF EXISTS {}", dialect.quote(name))),
        None => Err(keeps(&op::describe(&Op::AlterTable {
            table: table.clone(),
            changes: vec![change.clone()],
        }))),
    }
}

/// Tells that something cannot be dropped where it may not be there, and how it can.
fn keeps(what: &str) -> Error {
    Error::unsupported(format!(
        "this cannot be written so that it does nothing where there is nothing: {what}"
    ))
    .with_hint(
        "make it yours with `--adopt`, then take it out of the models: that drops it everywhere",
    )
}
