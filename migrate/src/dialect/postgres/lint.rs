//! What PostgreSQL makes a danger: locks, rewrites, what it refuses or cuts off. What each statement locks is told by
//! `lock.rs`, the rules by `rule.rs`; the files between judge one sort of statement each.

mod advice;
mod column;
mod constraint;
mod index;
mod lock;
mod other;
mod partition;
mod rule;

use crate::lint::{Blocks, Judge, Lock, Remark, Scene, Work};
use crate::replay::act::{Act, Action};
use crate::schema::Table;

pub(super) use column::is_volatile_default;

pub(super) static JUDGE: Judge = Judge {
    rules: &rule::ALL,
    locks: lock::locks,
    judge,
    made: advice::made,
    rebuilt: |_, _, _, _| {},
    settled: |_, _, _, _| {},
};

fn judge(scene: &Scene<'_>, remarks: &mut Vec<Remark>) {
    let locks = lock::locks(scene);
    match scene.act {
        Act::AlterTable { table, actions, .. } => {
            if let Some(table) = scene.standing(table) {
                for action in actions {
                    let locks = lock::of_action(scene, table, action);
                    of_action(scene, table, action, &locks, remarks);
                }
            } else {
                // What is new locks only what it refers to.
                constraint::referring(scene, &locks, remarks);
                for action in actions {
                    if let Action::AddColumn { definition, .. } = action {
                        advice::column(scene, table, &definition.column, remarks);
                    }
                }
            }
        }
        Act::CreateIndex { .. } | Act::DropIndexes { .. } | Act::Reindex { .. } => {
            index::judge(scene, &locks, remarks);
        }
        Act::CreateTable { partition_of, .. } => {
            partition::created(scene, partition_of.as_ref(), &locks, remarks);
            constraint::referring(scene, &locks, remarks);
        }
        Act::DropTables { .. }
        | Act::Rewrite { .. }
        | Act::Refresh { .. }
        | Act::TightenDomain { .. }
        | Act::Write(_)
        | Act::AddEnumValue { .. }
        | Act::Permission
        | Act::Policy { .. }
        | Act::UpdateExtension { .. } => other::judge(scene, &locks, remarks),
        Act::Comment { .. }
        | Act::CreateTrigger { .. }
        | Act::DropTrigger { .. }
        | Act::Drop { .. }
        | Act::RenameNamespace { .. }
        | Act::RenameEnumValue { .. }
        | Act::ValidateDomain { .. }
        | Act::Truncate { .. }
        | Act::Analyze
        | Act::Set { .. }
        | Act::Pragma { .. }
        | Act::Transaction(_) => {}
    }
    other::values(scene, remarks);
    advice::names(scene, remarks);
    waiting(scene, &locks, remarks);
}

fn of_action(
    scene: &Scene<'_>,
    table: &Table,
    action: &Action<'_>,
    locks: &[Lock],
    remarks: &mut Vec<Remark>,
) {
    match action {
        Action::AddColumn { definition, .. } => {
            column::added(scene, table, definition, locks, remarks);
            advice::column(scene, &table.name, &definition.column, remarks);
        }
        Action::AlterColumn { name, change } => {
            column::altered(scene, table, (name, change), locks, remarks);
        }
        Action::Add(added) => constraint::added(scene, table, added, locks, remarks),
        Action::Validate(name) => constraint::validated(scene, table, name, locks, remarks),
        Action::DropConstraint { .. } | Action::DropColumn { .. } | Action::DropPrimaryKey => {
            constraint::dropped(locks, remarks);
        }
        Action::Attach { .. } | Action::Detach { .. } => {
            partition::moved(scene, table, action, locks, remarks);
        }
        Action::SetUnlogged(_) | Action::Nothing(_) => {
            other::rewritten(locks, remarks);
        }
        Action::RenameColumn { .. }
        | Action::RenameTable(_)
        | Action::RenameConstraint { .. }
        | Action::SetNamespace(_)
        | Action::AlterConstraint { .. }
        | Action::SetParameters(_)
        | Action::ResetParameters(_)
        | Action::Inherit(_)
        | Action::NoInherit(_) => {}
    }
}

/// What locks mean beyond the statement that takes them: queues, and work under a lock that an earlier one took.
fn waiting(scene: &Scene<'_>, locks: &[Lock], remarks: &mut Vec<Remark>) {
    let strong = locks.iter().find(|lock| lock.blocks == Blocks::Everything);
    let is_limited = scene.setting("lock_timeout").is_some_and(is_limit);
    if let Some(lock) =
        strong.filter(|_| !is_limited && !scene.past.told.contains(rule::NO_LOCK_TIMEOUT.id))
    {
        let message = format!(
            "waits for `{}` without limit, and everybody who comes later waits behind it",
            lock.table
        );
        remarks
            .push(Remark::new(&rule::NO_LOCK_TIMEOUT, message).locks(std::slice::from_ref(lock)));
    }
    let is_slow = locks.iter().any(|lock| lock.work != Work::Brief);
    if let Some((held, line)) = scene
        .past
        .held
        .first()
        .filter(|_| is_slow && !scene.past.told.contains(rule::EXCLUSIVE_LOCK_HELD.id))
    {
        let message = format!(
            "goes through rows while everybody waits for `{}`, which line {line} has locked until the transaction ends",
            held.table
        );
        remarks.push(
            Remark::new(&rule::EXCLUSIVE_LOCK_HELD, message).locks(std::slice::from_ref(held)),
        );
    }
    if let Act::AlterTable { table, .. } = scene.act
        && scene.past.altered.as_ref() == Some(table)
        && scene.standing(table).is_some()
        && locks.iter().all(|lock| lock.work == Work::Brief)
    {
        let message = format!("alters `{table}`, as the statement before it does; one can do both");
        remarks.push(Remark::new(&rule::SEVERAL_ALTERS, message));
    }
}

/// The locks during which work is done that depends on the number of rows.
fn slow(locks: &[Lock]) -> bool {
    locks.iter().any(|lock| lock.work != Work::Brief && lock.blocks != Blocks::Changes)
}

/// Whether a value of `lock_timeout` is a limit.
fn is_limit(value: &str) -> bool {
    let number = value.trim_end_matches(|letter: char| letter.is_alphabetic()).trim();
    value != "default" && !number.trim_start_matches('0').is_empty()
}
