//! What the new table takes over from the old: rows with their rowids, the last number given out, statistics.

use std::collections::BTreeMap;

use crate::dialect::Dialect;
use crate::dialect::sqlite::Sqlite;
use crate::dialect::sqlite::ddl::alter::ROWID_WORDS;
use crate::dialect::sqlite::ddl::create::rowid_column;
use crate::dialect::sqlite::ddl::quote;
use crate::error::Result;
use crate::op::Change;
use crate::schema::{Column, Table};

/// `INSERT` of all rows of `previous` into `new`. A column without a source takes its default, row by row.
pub(super) fn rows(
    previous: &Table,
    next: &Table,
    changes: &[Change],
    new: &str,
) -> Result<String> {
    let sources = sources(previous, changes);
    let mut into = Vec::new();
    let mut from = Vec::new();
    if let (Some(target), Some(source)) = (rowid(next, &sources), any_rowid(previous)) {
        into.push(target);
        from.push(source.to_owned());
    }
    for column in next.columns.iter().filter(|column| column.generated.is_none()) {
        if let Some(source) = sources.get(&column.name) {
            into.push(Sqlite.quote(&column.name));
            from.push(source.clone());
        }
    }
    let old = quote(&previous.name)?;
    if into.is_empty() {
        // Every column is new: as many rows as before, each of defaults. The one named stands for them all.
        return Ok(defaults(next, new, &old));
    }
    let insert = insert(next, new);
    Ok(format!("{insert} ({})\nSELECT {}\nFROM {old}", into.join(", "), from.join(", ")))
}

/// The beginning of an `INSERT` that fails where a row does not fit: what the table itself says of such rows, to pass
/// them over or to let them take the place of others, is meant for rows to come and would lose those that are there.
fn insert(next: &Table, new: &str) -> String {
    let keys = next.primary_key.iter().map(|key| &key.on_conflict);
    let keys = keys.chain(next.uniques.iter().map(|key| &key.on_conflict));
    let nulls = next.columns.iter().map(|column| &column.null_conflict);
    let has_word = keys.chain(nulls).any(Option::is_some);
    format!("INSERT {}INTO {new}", if has_word { "OR ABORT " } else { "" })
}

/// For each column of the new table that takes something from the old row: the expression over that row.
fn sources(previous: &Table, changes: &[Change]) -> BTreeMap<String, String> {
    let mut sources: BTreeMap<String, String> = previous
        .columns
        .iter()
        .map(|column| (column.name.clone(), Sqlite.quote(&column.name)))
        .collect();
    for change in changes {
        match change {
            Change::AddColumn { column, backfill, .. } => {
                sources.remove(&column.name);
                sources.extend(backfill.as_ref().map(|expr| (column.name.clone(), expr.0.clone())));
            }
            Change::DropColumn { column, .. } => {
                sources.remove(&column.name);
            }
            Change::AlterColumn { next, backfill, using, .. } => {
                let Some(source) = sources.get_mut(&next.name) else { continue };
                if let Some(using) = using {
                    source.clone_from(&using.0);
                }
                if let Some(backfill) = backfill {
                    *source = format!("coalesce({source}, {backfill})");
                }
            }
            Change::ReplaceValue { column, previous, next } => {
                let Some(source) = sources.get_mut(column) else { continue };
                let (previous, next) = (Sqlite.literal(previous), Sqlite.literal(next));
                *source = format!("CASE {source} WHEN {previous} THEN {next} ELSE {source} END");
            }
            Change::RenameColumn { .. }
            | Change::AddPrimaryKey(_)
            | Change::DropPrimaryKey(_)
            | Change::AddUnique(_)
            | Change::DropUnique(_)
            | Change::AddForeignKey(_)
            | Change::DropForeignKey(_)
            | Change::AddCheck(_)
            | Change::DropCheck(_)
            | Change::AddExclude(_)
            | Change::DropExclude(_)
            | Change::RenameConstraint { .. }
            | Change::AddIndex(_)
            | Change::DropIndex(_)
            | Change::RenameIndex { .. }
            | Change::IndexComment { .. }
            | Change::AddTrigger(_)
            | Change::DropTrigger(_)
            | Change::Comment { .. }
            | Change::Options { .. } => {}
        }
    }
    sources
}

/// Where the new table keeps its rowid, if no column that is copied anyway is the rowid.
fn rowid(next: &Table, sources: &BTreeMap<String, String>) -> Option<String> {
    match rowid_column(next) {
        Some(column) if sources.contains_key(&column.name) => None,
        Some(column) => Some(Sqlite.quote(&column.name)),
        None => any_rowid(next).map(str::to_owned),
    }
}

/// A word for the rowid that no column takes away; `None` for a table without rowids, or with all three words taken.
fn any_rowid(table: &Table) -> Option<&'static str> {
    let is_free =
        |word: &&str| !table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(word));
    ROWID_WORDS.into_iter().filter(|_| !table.options.without_rowid).find(is_free)
}

/// One row of defaults for every row of the old table.
fn defaults(next: &Table, new: &str, old: &str) -> String {
    let settable = |column: &&Column| column.generated.is_none();
    let (into, from): (Vec<String>, Vec<String>) = next
        .columns
        .iter()
        .find(settable)
        .map(|column| {
            let default =
                column.default.as_ref().map_or("NULL".to_owned(), |default| format!("({default})"));
            (Sqlite.quote(&column.name), default)
        })
        .into_iter()
        .unzip();
    let insert = insert(next, new);
    format!("{insert} ({})\nSELECT {}\nFROM {old}", into.join(", "), from.join(", "))
}

/// The last number given out, carried over to the new table, which by now remembers the greatest one that it holds.
pub(super) fn sequence(previous: &Table, next: &Table, scratch: &str) -> Vec<String> {
    let is_numbered = |table: &Table| table.columns.iter().any(|column| column.identity.is_some());
    if !is_numbered(previous) || !is_numbered(next) {
        return Vec::new();
    }
    let (old, new) = (Sqlite.literal(&previous.name.name), Sqlite.literal(scratch));
    vec![
        format!("DELETE FROM sqlite_sequence WHERE name = {new}"),
        format!(
            "INSERT INTO sqlite_sequence (name, seq)\nSELECT {new}, seq FROM sqlite_sequence WHERE name = {old}"
        ),
    ]
}

/// The planner's statistics, before the old table goes and takes its own along, and after the new one has its name.
/// Analyzing the schema analyzes nothing; it only sees to it that there is a table of statistics.
pub(super) fn statistics(next: &Table, scratch: &str) -> ([String; 2], [String; 1]) {
    let (name, new) = (Sqlite.literal(&next.name.name), Sqlite.literal(scratch));
    let hand =
        |from: &str, to: &str| format!("UPDATE sqlite_stat1 SET tbl = {to} WHERE tbl = {from}");
    (["ANALYZE sqlite_schema".to_owned(), hand(&name, &new)], [hand(&new, &name)])
}
