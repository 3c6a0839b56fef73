//! Constraints: adding, validating and dropping them.

use super::rule;
use super::slow;
use crate::lint::{Blocks, Lock, Remark, Scene, Work};
use crate::replay::act::Constraint;
use crate::schema::Table;

/// Judges a constraint that is added to a table that stands.
pub(super) fn added(
    scene: &Scene<'_>,
    table: &Table,
    constraint: &Constraint,
    locks: &[Lock],
    remarks: &mut Vec<Remark>,
) {
    if let Constraint::NotNull { column, .. } = constraint {
        let message = format!(
            "`NOT NULL` of `{}.{column}` can be added so from PostgreSQL 18 on",
            table.name
        );
        remarks.push(Remark::new(&rule::NEEDS_NEWER_POSTGRES, message));
    }
    if !slow(locks) {
        return referring(scene, locks, remarks);
    }
    let name = &table.name;
    let is_parted = table.options.partition_by.is_some();
    let remark = match constraint {
        Constraint::Unique(key) => Remark::new(
            &rule::UNIQUE_BUILDS_INDEX,
            format!("builds an index on `{}` while `{name}` is locked", key.columns.join("`, `")),
        )
        .online(),
        Constraint::PrimaryKey(key) => Remark::new(
            &rule::PRIMARY_KEY_BUILDS_INDEX,
            format!("builds an index on `{}` while `{name}` is locked", key.columns.join("`, `")),
        )
        .online(),
        Constraint::UsingIndex { .. } => Remark::new(
            &rule::PRIMARY_KEY_BUILDS_INDEX,
            format!("looks for NULL in every row of `{name}` while it is locked"),
        )
        .help("make the columns `NOT NULL` first, by way of a validated check"),
        Constraint::Exclude(_) => Remark::new(
            &rule::EXCLUSION_BUILDS_INDEX,
            format!("builds an index while `{name}` is locked, and there is no other way"),
        ),
        Constraint::Check(check) => Remark::new(
            &rule::CHECK_SCANS,
            format!("checks `{}` on every row of `{name}` while it is locked", check.expr),
        )
        .online(),
        Constraint::ForeignKey(key) => {
            let remark = Remark::new(
                &rule::FOREIGN_KEY_SCANS,
                format!(
                    "looks up every row of `{name}` in `{}` while writes to both wait",
                    key.table
                ),
            );
            if is_parted {
                remark.help("before PostgreSQL 18 a partitioned table takes no `NOT VALID` key: add one to each partition first")
            } else {
                remark.online()
            }
        }
        Constraint::NotNull { column, .. } => Remark::new(
            &rule::NOT_NULL_SCANS,
            format!("looks for NULL in every row of `{name}.{column}` while `{name}` is locked"),
        )
        .help("add it `NOT VALID` and validate it in another transaction"),
    };
    remarks.push(remark.locks(locks));
}

/// Judges the locks on what a foreign key refers to, where they outlive the statement.
pub(super) fn referring(scene: &Scene<'_>, locks: &[Lock], remarks: &mut Vec<Remark>) {
    if !scene.is_in_transaction() {
        return;
    }
    let held = locks
        .iter()
        .filter(|lock| lock.mode == "ShareRowExclusiveLock" && lock.work == Work::Brief);
    for lock in held {
        let message = format!("keeps writes out of `{}` until the transaction ends", lock.table);
        remarks.push(
            Remark::new(&rule::FOREIGN_KEY_LOCKS_REFERENCED, message)
                .locks(std::slice::from_ref(lock))
                .online(),
        );
    }
}

/// Judges a `VALIDATE CONSTRAINT`.
pub(super) fn validated(
    scene: &Scene<'_>,
    table: &Table,
    constraint: &str,
    locks: &[Lock],
    remarks: &mut Vec<Remark>,
) {
    if scene.past.unvalidated.contains(&(table.name.clone(), constraint.to_owned())) {
        let message = format!(
            "reads every row of `{}` under the lock that adding `{constraint}` has taken in the same transaction",
            table.name
        );
        remarks.push(
            Remark::new(&rule::VALIDATE_IN_SAME_TRANSACTION, message)
                .locks(locks)
                .help("put both into a section with `transaction:false`, where each statement is a transaction of its own"),
        );
    }
}

/// Judges the drop of a constraint or of a column with one: what else is locked.
pub(super) fn dropped(locks: &[Lock], remarks: &mut Vec<Remark>) {
    let strong: Vec<&Lock> =
        locks.iter().filter(|lock| lock.blocks == Blocks::Everything).collect();
    if strong.len() > 1 {
        remarks.push(
            Remark::new(&rule::DROP_LOCKS_REFERENCED, dropped_message(&strong))
                .locks(locks)
                .help("run it by itself, with a short `lock_timeout`"),
        );
    }
}

pub(super) fn dropped_message(strong: &[&Lock]) -> String {
    let tables: Vec<String> = strong.iter().map(|lock| format!("`{}`", lock.table)).collect();
    format!("locks {} against reads and writes until the transaction ends", tables.join(" and "))
}
