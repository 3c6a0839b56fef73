//! The way back: what takes ops back, derived from them alone.

use crate::op::{Change, EnumChange, Op};
use crate::schema::Column;

/// The ops that take `ops` back, in the order in which they can run.
///
/// Applied after `ops` they restore the schema exactly, but for the order of columns where a dropped one comes back on a
/// database that cannot place it. What the rows lost stays lost: see [`crate::op::loss`].
pub fn reverse(ops: &[Op]) -> Vec<Op> {
    ops.iter().rev().map(reverse_op).collect()
}

fn reverse_op(op: &Op) -> Op {
    match op.clone() {
        Op::CreateNamespace(name) => Op::DropNamespace(name),
        Op::DropNamespace(name) => Op::CreateNamespace(name),
        Op::CreateExtension { name, namespace } => Op::DropExtension { name, namespace },
        Op::DropExtension { name, namespace } => Op::CreateExtension { name, namespace },
        Op::CreateEnum(next) => Op::DropEnum(next),
        Op::DropEnum(previous) => Op::CreateEnum(previous),
        Op::AlterEnum { name, change: EnumChange::Rename { next } } => {
            Op::AlterEnum { name: next, change: EnumChange::Rename { next: name } }
        }
        Op::AlterEnum { name, change } => Op::AlterEnum { name, change: reverse_enum(change) },
        Op::ReplaceEnum { previous, next } => Op::ReplaceEnum { previous: next, next: previous },
        Op::CreateDomain(next) => Op::DropDomain(next),
        Op::DropDomain(previous) => Op::CreateDomain(previous),
        Op::AlterDomain { previous, next } => Op::AlterDomain { previous: next, next: previous },
        Op::CreateSequence(next) => Op::DropSequence(next),
        Op::DropSequence(previous) => Op::CreateSequence(previous),
        Op::AlterSequence { previous, next } => {
            Op::AlterSequence { previous: next, next: previous }
        }
        Op::CreateTable(next) => Op::DropTable(next),
        Op::DropTable(previous) => Op::CreateTable(previous),
        Op::RenameTable { previous, next } => Op::RenameTable { previous: next, next: previous },
        Op::AlterTable { table, changes } => Op::AlterTable {
            table,
            changes: changes.into_iter().rev().flat_map(reverse_change).collect(),
        },
        Op::CreateView(next) => Op::DropView(next),
        Op::DropView(previous) => Op::CreateView(previous),
        Op::CreateFunction(next) => Op::DropFunction(next),
        Op::DropFunction(previous) => Op::CreateFunction(previous),
        Op::ReplaceFunction { previous, next } => {
            Op::ReplaceFunction { previous: next, next: previous }
        }
    }
}

fn reverse_enum(change: EnumChange) -> EnumChange {
    match change {
        EnumChange::Rename { next } => EnumChange::Rename { next },
        EnumChange::RenameValue { previous, next } => {
            EnumChange::RenameValue { previous: next, next: previous }
        }
        EnumChange::AddValue { value, before } => EnumChange::DropValue { value, before },
        EnumChange::DropValue { value, before } => EnumChange::AddValue { value, before },
        EnumChange::Comment { previous, next } => {
            EnumChange::Comment { previous: next, next: previous }
        }
    }
}

fn reverse_change(change: Change) -> Vec<Change> {
    let reversed = match change {
        Change::AddColumn { column, position, .. } => Change::DropColumn { column, position },
        Change::DropColumn { column, position } => {
            Change::AddColumn { column, position, backfill: None }
        }
        Change::RenameColumn { previous, next } => {
            Change::RenameColumn { previous: next, next: previous }
        }
        Change::AlterColumn { previous, next, .. } => return reverse_column(previous, next),
        Change::ReplaceValue { column, previous, next } => {
            Change::ReplaceValue { column, previous: next, next: previous }
        }
        Change::AddPrimaryKey(key) => Change::DropPrimaryKey(key),
        Change::DropPrimaryKey(key) => Change::AddPrimaryKey(key),
        Change::AddUnique(unique) => Change::DropUnique(unique),
        Change::DropUnique(unique) => Change::AddUnique(unique),
        Change::AddForeignKey(key) => Change::DropForeignKey(key),
        Change::DropForeignKey(key) => Change::AddForeignKey(key),
        Change::AddCheck(check) => Change::DropCheck(check),
        Change::DropCheck(check) => Change::AddCheck(check),
        Change::AddExclude(exclude) => Change::DropExclude(exclude),
        Change::DropExclude(exclude) => Change::AddExclude(exclude),
        Change::RenameConstraint { previous, next } => {
            Change::RenameConstraint { previous: next, next: previous }
        }
        Change::AddIndex(index) => Change::DropIndex(index),
        Change::DropIndex(index) => Change::AddIndex(index),
        Change::RenameIndex { previous, next } => {
            Change::RenameIndex { previous: next, next: previous }
        }
        Change::IndexComment { index, previous, next } => {
            Change::IndexComment { index, previous: next, next: previous }
        }
        Change::AddTrigger(trigger) => Change::DropTrigger(trigger),
        Change::DropTrigger(trigger) => Change::AddTrigger(trigger),
        Change::Comment { previous, next } => Change::Comment { previous: next, next: previous },
        Change::Options { previous, next } => Change::Options { previous: next, next: previous },
    };
    vec![reversed]
}

/// A column that ceased to be generated can become so again only by being made anew; its values are computed, so nothing
/// is lost by it.
fn reverse_column(previous: Column, next: Column) -> Vec<Change> {
    if previous.generated.is_some() && next.generated.is_none() {
        return vec![
            Change::DropColumn { column: next, position: None },
            Change::AddColumn { column: previous, position: None, backfill: None },
        ];
    }
    vec![Change::AlterColumn { previous: next, next: previous, backfill: None, using: None }]
}
