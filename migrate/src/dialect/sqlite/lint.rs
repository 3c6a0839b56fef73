//! What SQLite makes a danger: what `ALTER TABLE` refuses, and rebuilds by hand that lose what they should keep. Locks are
//! not told, since there is one for the whole database.

mod alter;
mod rebuild;
mod rule;

use crate::lint::{Judge, Remark, Scene};
use crate::replay::act::{Act, Verb};
use crate::schema::Table;

pub(super) static JUDGE: Judge = Judge {
    rules: &rule::ALL,
    locks: |_| Vec::new(),
    judge,
    made,
    rebuilt: rebuild::rebuilt,
    settled: rebuild::settled,
};

fn judge(scene: &Scene<'_>, remarks: &mut Vec<Remark>) {
    match scene.act {
        Act::AlterTable { table, actions, .. } => {
            if let Some(table) = scene.schema.tables.get(table) {
                actions.iter().for_each(|action| alter::judge(scene, table, action, remarks));
            }
        }
        Act::CreateTable { table, .. } => rebuild::renamed_away(scene, table, remarks),
        Act::DropTables { tables, .. } => rebuild::dropped(scene, tables, remarks),
        Act::Pragma { name, value } => pragma(scene, name, value.as_deref(), remarks),
        Act::Write(write) if write.verb == Verb::Insert => {
            let table = scene.schema.tables.get(&write.table);
            let columns = table.into_iter().flat_map(|table| &table.columns);
            for column in columns.filter(|column| column.generated.is_some()) {
                if write.columns.iter().any(|name| name.eq_ignore_ascii_case(&column.name)) {
                    let message = format!(
                        "`{}.{}` is generated and takes no value",
                        write.table, column.name
                    );
                    remarks.push(Remark::new(&rule::INSERT_INTO_GENERATED, message));
                }
            }
        }
        _ => {}
    }
}

fn pragma(scene: &Scene<'_>, name: &str, value: Option<&str>, remarks: &mut Vec<Remark>) {
    let is_on = value.is_some_and(is_on);
    match name {
        "foreign_keys" if value.is_some() && scene.is_in_transaction() => {
            let message = "does nothing within a transaction, and says nothing";
            remarks.push(Remark::new(&rule::FOREIGN_KEYS_IN_TRANSACTION, message));
        }
        "defer_foreign_keys" if is_on => {
            let message = "puts off the check, but not what foreign keys do to rows";
            remarks.push(Remark::new(&rule::DEFER_FOREIGN_KEYS, message));
        }
        "writable_schema" if is_on => {
            let message = "edits the schema as a table from here on";
            remarks.push(Remark::new(&rule::WRITABLE_SCHEMA, message));
        }
        _ => {}
    }
}

/// Judges a table that was made.
fn made(scene: &Scene<'_>, table: &Table, remarks: &mut Vec<Remark>) {
    let (Act::CreateTable { open, .. }, Some(key)) = (scene.act, &table.primary_key) else {
        return;
    };
    let options = &table.options;
    let is_rowid = rebuild::numbers_rows(table) && !key.orders.iter().any(|order| order.descending);
    if is_rowid || options.strict || options.without_rowid {
        return;
    }
    for column in key.columns.iter().filter(|column| open.contains(column)) {
        let message = format!("`{}.{column}` is of the primary key and takes NULL", table.name);
        remarks.push(Remark::new(&rule::NULLABLE_KEY, message));
    }
}

/// Whether a pragma's value switches it on.
fn is_on(value: &str) -> bool {
    ["on", "true", "yes", "1"].contains(&value)
}
