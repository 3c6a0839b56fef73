//! What is left of the rows when ops are made and taken back, as a class. Says nothing about what keeps ops from running.

use crate::dialect::Capability;
use crate::op::fit::{comes_back, widens};
use crate::op::hazard::needs_value;
use crate::op::{Change, EnumChange, Op, listed, text};
use crate::schema::{Column, IndexKey, Name};

/// What is left of the data when a revision is taken and taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Schema and rows are as they were.
    Lossless,
    /// The schema is as it was; some values are gone.
    Lossy,
    /// The way back cannot run when a table has rows.
    Irreversible,
}

/// What is left when `ops` are made and taken back on a database that can do so much.
pub fn loss(ops: &[Op], capability: &Capability) -> Loss {
    let is_dropped = |name: &Name| {
        ops.iter().any(|op| matches!(op, Op::DropTable(table) if table.name == *name))
    };
    let is_orphaned = |op: &Op| match op {
        Op::AlterTable { table, changes } if !is_dropped(table) => changes
            .iter()
            .any(|change| matches!(change, Change::DropForeignKey(key) if is_dropped(&key.table))),
        _ => false,
    };
    // the rows that such a key would refer to do not come back with their table
    if ops.iter().any(is_orphaned) {
        return Loss::Irreversible;
    }
    ops.iter().map(|op| op_loss(op, capability)).max().unwrap_or(Loss::Lossless)
}

/// Whether a key that is dropped with the column would be broken by what all rows come back with: its default, or NULL.
fn breaks_key(column: &Column, changes: &[Change]) -> bool {
    let is_value = !column.nullable || column.default.is_some();
    changes.iter().any(|change| match change {
        Change::DropPrimaryKey(key) => is_value && key.columns.contains(&column.name),
        Change::DropUnique(unique) => {
            (is_value || unique.nulls_not_distinct) && unique.columns.contains(&column.name)
        }
        Change::DropForeignKey(key) => is_value && key.columns.contains(&column.name),
        Change::DropExclude(exclude) => {
            is_value && text::mentions(&exclude.definition.0, &column.name)
        }
        Change::DropIndex(index) => {
            index.unique
                && (is_value || index.nulls_not_distinct)
                && index.parts.iter().any(|part| match &part.key {
                    IndexKey::Column(name) => *name == column.name,
                    IndexKey::Expr(expr) => text::mentions(&expr.0, &column.name),
                })
        }
        _ => false,
    })
}

fn op_loss(op: &Op, capability: &Capability) -> Loss {
    match op {
        Op::DropTable(_)
        | Op::DropNamespace(_)
        | Op::DropExtension { .. }
        | Op::DropSequence(_) => Loss::Lossy,
        Op::AlterTable { changes, .. } => {
            let is_broken = |change: &Change| match change {
                Change::DropColumn { column, .. } => {
                    column.generated.is_none() && breaks_key(column, changes)
                }
                _ => false,
            };
            if changes.iter().any(is_broken) {
                return Loss::Irreversible;
            }
            changes
                .iter()
                .map(|change| change_loss(change, capability))
                .max()
                .unwrap_or(Loss::Lossless)
        }
        Op::CreateNamespace(_)
        | Op::CreateExtension { .. }
        | Op::CreateEnum(_)
        | Op::DropEnum(_)
        | Op::AlterEnum { .. }
        | Op::ReplaceEnum { .. }
        | Op::CreateDomain(_)
        | Op::DropDomain(_)
        | Op::AlterDomain { .. }
        | Op::CreateSequence(_)
        | Op::AlterSequence { .. }
        | Op::CreateTable(_)
        | Op::RenameTable { .. }
        | Op::CreateView(_)
        | Op::DropView(_)
        | Op::CreateFunction(_)
        | Op::DropFunction(_)
        | Op::ReplaceFunction { .. } => Loss::Lossless,
    }
}

fn change_loss(change: &Change, capability: &Capability) -> Loss {
    match change {
        Change::DropColumn { column, .. } if column.generated.is_some() => Loss::Lossless,
        Change::DropColumn { column, .. } if needs_value(column) => Loss::Irreversible,
        Change::DropColumn { .. } => Loss::Lossy,
        Change::AlterColumn { previous, next, backfill, using } => {
            let is_kept = widens(&previous.ty, &next.ty) && backfill.is_none() && using.is_none();
            // what a person's expression made, only another one could take back
            let is_lost = match using {
                Some(_) => !widens(&next.ty, &previous.ty),
                None => capability.refuses_misfits && !comes_back(previous, next),
            };
            match (is_kept, is_lost) {
                (_, true) => Loss::Irreversible,
                (true, false) => Loss::Lossless,
                (false, false) => Loss::Lossy,
            }
        }
        Change::AddColumn { .. }
        | Change::RenameColumn { .. }
        | Change::ReplaceValue { .. }
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
        | Change::Options { .. } => Loss::Lossless,
    }
}

/// Whether the op takes away what rows may hold, so that a person must have asked for it (`--allow-destructive`).
pub fn is_destructive(op: &Op, capability: &Capability) -> bool {
    match op {
        Op::AlterEnum { change: EnumChange::DropValue { .. }, .. } => true,
        Op::ReplaceEnum { previous, next } => {
            previous.values.iter().any(|value| !next.values.contains(value))
        }
        Op::AlterTable { changes, .. } => {
            let takes_away = |change: &Change| match change {
                Change::DropColumn { column, .. } => column.generated.is_none(),
                Change::AlterColumn { previous, next, .. } => !widens(&previous.ty, &next.ty),
                other => change_loss(other, capability) != Loss::Lossless,
            };
            changes.iter().any(takes_away) || listed::loses_value(changes)
        }
        other => op_loss(other, capability) != Loss::Lossless,
    }
}
