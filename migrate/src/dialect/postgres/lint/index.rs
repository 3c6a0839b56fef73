//! Indexes: building, dropping and rebuilding them.

use super::rule;
use crate::dialect::Dialect;
use crate::dialect::postgres::Postgres;
use crate::lint::{Lock, Remark, Scene};
use crate::replay::act::Act;
use crate::split::lex::{Kind, Lexer};

/// Judges a statement about indexes.
pub(super) fn judge(scene: &Scene<'_>, locks: &[Lock], remarks: &mut Vec<Remark>) {
    match scene.act {
        Act::CreateIndex { on, index, only, concurrently: true, if_not_exists } => {
            let is_parted = scene
                .schema
                .tables
                .get(on)
                .is_some_and(|table| table.options.partition_by.is_some());
            if is_parted && !only {
                let message = format!(
                    "`{on}` is partitioned, so the server refuses to build an index on it concurrently"
                );
                remarks.push(Remark::new(&rule::CONCURRENT_INDEX_ON_PARTITIONED, message).online());
            }
            if *if_not_exists {
                let message = format!(
                    "takes an invalid index `{}`, which a stopped build left, for the index",
                    index.name
                );
                remarks.push(Remark::new(&rule::CONCURRENT_INDEX_IF_NOT_EXISTS, message));
            }
            limited(scene, remarks);
            in_transaction(scene, remarks);
        }
        Act::CreateIndex { on, index, only, concurrently: false, .. } => {
            let is_empty_parent =
                *only && locks.iter().all(|lock| lock.work == crate::lint::Work::Brief);
            if !scene.is_made(on) && !is_empty_parent {
                let message = format!("builds `{}` while writes to `{on}` wait", index.name);
                remarks
                    .push(Remark::new(&rule::INDEX_NOT_CONCURRENT, message).locks(locks).online());
            }
        }
        Act::DropIndexes { concurrently: true, .. } => in_transaction(scene, remarks),
        Act::DropIndexes { indexes, concurrently: false, .. } => {
            let standing: Vec<&str> = indexes
                .iter()
                .filter(|(on, _)| {
                    // One on a partitioned table cannot be dropped otherwise.
                    !scene.is_made(on)
                        && scene
                            .schema
                            .tables
                            .get(on)
                            .is_none_or(|table| table.options.partition_by.is_none())
                })
                .map(|(_, index)| index.as_str())
                .collect();
            if let (false, Some(lock)) = (standing.is_empty(), locks.first()) {
                let message = format!(
                    "drops `{}` while reads and writes of `{}` wait",
                    standing.join("`, `"),
                    lock.table
                );
                remarks.push(
                    Remark::new(&rule::DROP_INDEX_NOT_CONCURRENT, message).locks(locks).online(),
                );
            }
        }
        Act::Reindex { concurrently: true, .. } => in_transaction(scene, remarks),
        Act::Reindex { on, concurrently: false, .. } => {
            let what = on.as_ref().map_or("every table".to_owned(), |on| format!("`{on}`"));
            if on.as_ref().is_none_or(|on| !scene.is_made(on)) {
                let message = format!("rebuilds indexes while writes to {what} wait");
                let safe = concurrently(scene.sql, &["INDEX", "TABLE", "SCHEMA", "DATABASE"]);
                remarks.push(
                    Remark::new(&rule::REINDEX_NOT_CONCURRENT, message)
                        .locks(locks)
                        .sql(vec![safe]),
                );
            }
        }
        _ => {}
    }
}

/// Judges what needs transactions of its own and stands in one.
pub(super) fn in_transaction(scene: &Scene<'_>, remarks: &mut Vec<Remark>) {
    if scene.is_in_transaction() {
        let message = "`CONCURRENTLY` needs transactions of its own and is refused within one";
        remarks.push(
            Remark::new(&rule::CONCURRENTLY_IN_TRANSACTION, message)
                .help("write `transaction:false` behind the marker of the section"),
        );
    }
}

fn limited(scene: &Scene<'_>, remarks: &mut Vec<Remark>) {
    let limit = scene.setting("lock_timeout").filter(|limit| super::is_limit(limit));
    if let Some(limit) = limit {
        let message = format!(
            "waits for older transactions, and `lock_timeout = {limit}` then leaves an invalid index behind"
        );
        remarks.push(
            Remark::new(&rule::CONCURRENT_INDEX_UNDER_LOCK_TIMEOUT, message)
                .sql(vec!["SET lock_timeout = 0".to_owned(), scene.sql.to_owned()]),
        );
    }
}

/// `sql` with `CONCURRENTLY` behind the first of those words.
pub(super) fn concurrently(sql: &str, words: &[&str]) -> String {
    let lexis = &Postgres.capability().lexis;
    let found = Lexer::new(lexis, sql)
        .filter(|token| token.kind == Kind::Word)
        .find(|token| words.iter().any(|word| token.is(word)));
    match found.and_then(|token| sql.split_at_checked(token.end())) {
        Some((before, after)) => format!("{before} CONCURRENTLY{after}"),
        None => sql.to_owned(),
    }
}
