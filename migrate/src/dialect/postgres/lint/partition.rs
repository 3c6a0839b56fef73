//! Partitions: making, attaching and detaching them.

use super::index::in_transaction;
use super::rule;
use crate::dialect::Dialect;
use crate::dialect::postgres::{Postgres, ddl};
use crate::dialect::qualified;
use crate::lint::{Lock, Remark, Scene, Work};
use crate::op::text;
use crate::replay::act::Action;
use crate::schema::{Name, Table};
use crate::split::lex::{Kind, Lexer};

/// Judges a table that is made, perhaps as a partition.
pub(super) fn created(
    scene: &Scene<'_>,
    parent: Option<&Name>,
    locks: &[Lock],
    remarks: &mut Vec<Remark>,
) {
    let Some(parent) = parent.filter(|parent| !scene.is_made(parent)) else { return };
    let message = format!("reads and writes of `{parent}` wait until the transaction ends");
    let remark = Remark::new(&rule::PARTITION_LOCKS_PARENT, message).locks(locks);
    remarks.push(match apart(scene.sql, parent) {
        Some(statements) => remark.sql(statements),
        None => remark.help("create the table `LIKE` its parent, and attach it"),
    });
}

/// `CREATE TABLE child PARTITION OF parent FOR VALUES …` as a table and its attachment.
fn apart(sql: &str, parent: &Name) -> Option<Vec<String>> {
    let lexis = &Postgres.capability().lexis;
    let tokens: Vec<_> =
        Lexer::new(lexis, sql).filter(|token| token.kind != Kind::Comment).collect();
    let table = tokens.iter().position(|token| token.is("TABLE"))?;
    let of = tokens.windows(2).position(|two| two[0].is("PARTITION") && two[1].is("OF"))?;
    let bounds = tokens.iter().position(|token| token.is("FOR") || token.is("DEFAULT"))?;
    let child = sql.get(tokens.get(table + 1)?.offset..tokens.get(of)?.offset)?.trim();
    let plain = !child.contains(char::is_whitespace);
    let parent = qualified(&Postgres, parent);
    let bounds = sql.get(tokens.get(bounds)?.offset..)?.trim();
    plain.then(|| {
        vec![
            format!("CREATE TABLE {child} (LIKE {parent} INCLUDING ALL)"),
            format!("ALTER TABLE {parent} ATTACH PARTITION {child} {bounds}"),
        ]
    })
}

/// Judges a partition that is attached or detached.
pub(super) fn moved(
    scene: &Scene<'_>,
    table: &Table,
    action: &Action<'_>,
    locks: &[Lock],
    remarks: &mut Vec<Remark>,
) {
    match action {
        Action::Attach { child, bounds } => {
            let scans = locks.iter().any(|lock| lock.work == Work::Scan);
            if let (true, Some(part)) = (scans, scene.standing(child)) {
                let message =
                    format!("compares every row of `{child}` with the bounds while it is locked");
                let remark = Remark::new(&rule::ATTACH_PARTITION_SCANS, message).locks(locks);
                remarks.push(match ddl::checked_attachment(table, part, bounds) {
                    Some(statements) => remark.sql(statements),
                    None => remark
                        .help("add a check that says the bounds `NOT VALID` and validate it first"),
                });
            }
        }
        Action::Detach { concurrently: true, .. } => in_transaction(scene, remarks),
        Action::Detach { child, concurrently: false } => {
            let message =
                format!("reads and writes of `{}` wait until the transaction ends", table.name);
            let remark = Remark::new(&rule::DETACH_NOT_CONCURRENT, message).locks(locks);
            let part = scene.schema.tables.get(child);
            remarks.push(match part.and_then(|part| ddl::checked_detachment(table, part)) {
                Some(statements) => remark.sql(statements),
                None => remark,
            });
        }
        _ => {}
    }
}

/// Whether a valid check speaks of all columns by which the parent is partitioned: it is taken for the proof that the rows
/// are within the bounds.
pub(super) fn is_checked(parent: &Table, part: &Table) -> bool {
    let Some(by) = &parent.options.partition_by else { return false };
    let columns: Vec<&String> = parent
        .columns
        .iter()
        .map(|column| &column.name)
        .filter(|name| text::mentions(by, name))
        .collect();
    !columns.is_empty()
        && columns.iter().all(|column| {
            part.checks
                .iter()
                .any(|check| !check.not_valid && text::mentions(&check.expr.0, column))
        })
}
