//! Whole tables, views, domains, rows, enums: what has no file of its own.

use super::rule;
use super::{constraint, index};
use crate::lint::{Blocks, Lock, Remark, Scene, Work};
use crate::op::text;
use crate::replay::act::{Act, Verb};

/// Judges a statement.
pub(super) fn judge(scene: &Scene<'_>, locks: &[Lock], remarks: &mut Vec<Remark>) {
    match scene.act {
        Act::DropTables { tables, .. } => {
            let strong: Vec<&Lock> =
                locks.iter().filter(|lock| lock.blocks == Blocks::Everything).collect();
            let is_other = |lock: &&Lock| !tables.contains(&lock.table);
            if strong.iter().any(is_other) {
                let message = constraint::dropped_message(&strong);
                remarks
                    .push(Remark::new(&rule::DROP_LOCKS_REFERENCED, message).locks(locks).online());
            }
        }
        Act::Rewrite { words, table }
            if table.as_ref().is_none_or(|table| !scene.is_made(table)) =>
        {
            let what =
                table.as_ref().map_or("every table".to_owned(), |table| format!("`{table}`"));
            let message = format!("`{words}` writes {what} anew while reads and writes wait");
            remarks.push(Remark::new(&rule::REWRITES_TABLE, message).locks(locks));
        }
        Act::Refresh { view, concurrently: false } => {
            let message = format!("readers of `{view}` wait until it is filled again");
            let safe = index::concurrently(scene.sql, &["VIEW"]);
            let has_key = scene.schema.views.get(view).is_some_and(|view| {
                view.indexes.iter().any(|index| index.unique && index.predicate.is_none())
            });
            let remark = Remark::new(&rule::REFRESH_NOT_CONCURRENT, message).locks(locks);
            remarks.push(if has_key {
                remark.sql(vec![safe])
            } else {
                remark.help("give the view a unique index, then refresh it `CONCURRENTLY`")
            });
        }
        Act::TightenDomain { name, not_valid: false } if !locks.is_empty() => {
            let tables: Vec<String> =
                locks.iter().map(|lock| format!("`{}`", lock.table)).collect();
            let message =
                format!("checks `{name}` in every row of {} while writes wait", tables.join(", "));
            remarks.push(Remark::new(&rule::DOMAIN_SCANS, message).locks(locks).help(
                "add it `NOT VALID`, and `ALTER DOMAIN … VALIDATE CONSTRAINT` in another transaction",
            ));
        }
        Act::Write(write)
            if write.verb != Verb::Insert && scene.standing(&write.table).is_some() =>
        {
            // By its key a statement reaches a row or a few.
            let verb = if write.verb == Verb::Update { "writes" } else { "deletes" };
            if !is_few(scene, &write.table, &write.words) {
                let message = format!(
                    "{verb} rows of `{}`, however many there are, in one transaction",
                    write.table
                );
                remarks.push(
                    Remark::new(&rule::BACKFILL_IN_ONE_TRANSACTION, message)
                        .locks(locks)
                        .help("write in batches in a section with `transaction:false`, as `db revision --online` does for a `backfill`"),
                );
            }
        }
        Act::AddEnumValue { name, value, placed: false } => {
            let message = format!("`{value}` comes last among the values of `{name}` for good");
            remarks.push(Remark::new(&rule::ENUM_VALUE_UNPLACED, message));
        }
        Act::Permission | Act::Policy { .. } => {
            remarks.push(Remark::new(&rule::CHANGES_PERMISSIONS, "changes who may do what"));
        }
        Act::UpdateExtension { name } => {
            let message = format!("what extension `{name}` becomes depends on the server");
            remarks.push(Remark::new(&rule::UPDATES_EXTENSION, message));
        }
        _ => {}
    }
}

/// Whether the statement compares the whole primary key with something that it spells out.
fn is_few(scene: &Scene<'_>, table: &crate::schema::Name, words: &[String]) -> bool {
    let key = scene.schema.tables.get(table).and_then(|table| table.primary_key.as_ref());
    let tokens = text::tokens(scene.sql);
    let at = tokens.iter().position(|token| token.is("where"));
    let after: Vec<&str> =
        tokens[at.unwrap_or(tokens.len())..].iter().map(|token| token.text).collect();
    let condition = after.concat();
    let is_simple = !condition.to_lowercase().contains("select")
        && !condition.contains(['<', '>', '!'])
        && !condition.to_lowercase().contains(" or ");
    key.is_some_and(|key| {
        is_simple
            && key
                .columns
                .iter()
                .all(|column| words.contains(column) && text::mentions(&condition, column))
    })
}

/// Judges what writes a table anew by an action that changes nothing a schema holds.
pub(super) fn rewritten(locks: &[Lock], remarks: &mut Vec<Remark>) {
    for lock in locks.iter().filter(|lock| lock.work == Work::Rewrite) {
        let message = format!("writes `{}` anew while reads and writes wait", lock.table);
        remarks.push(Remark::new(&rule::REWRITES_TABLE, message).locks(locks));
    }
}

/// Judges whether the statement speaks of a value that its own transaction has added to an enum.
pub(super) fn values(scene: &Scene<'_>, remarks: &mut Vec<Remark>) {
    if matches!(scene.act, Act::AddEnumValue { .. } | Act::RenameEnumValue { .. }) {
        return;
    }
    for value in &scene.past.values {
        if text::mentions_value(scene.sql, value) {
            let message =
                format!("uses `{value}` in the transaction that adds it, which the server refuses");
            remarks.push(
                Remark::new(&rule::ENUM_VALUE_USED_AT_ONCE, message)
                    .help("add the value in a revision of its own, before this one"),
            );
        }
    }
}
