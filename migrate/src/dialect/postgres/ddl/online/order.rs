//! The order of changes in steps: a primary key goes after the columns that are filled along it, as far as it can wait.

use crate::op::Change;
use crate::schema::PrimaryKey;

/// The changes, the drop of the key moved behind the last one that fills rows and does not need it to be gone.
pub(super) fn keyed(changes: &[Change]) -> Vec<Change> {
    let mut order = changes.to_vec();
    let dropped = order.iter().position(|change| matches!(change, Change::DropPrimaryKey(_)));
    let Some(Change::DropPrimaryKey(key)) = dropped.map(|at| order[at].clone()) else {
        return order;
    };
    let after = dropped.map_or(0, |at| at + 1);
    let waits = order[after..].iter().take_while(|change| can_precede(change, &key));
    let waits: Vec<bool> = waits.map(may_fill).collect();
    if let (Some(at), Some(last)) = (dropped, waits.iter().rposition(|fills| *fills)) {
        order[at..=after + last].rotate_left(1);
    }
    order
}

/// Whether rows that are there may be given values.
fn may_fill(change: &Change) -> bool {
    match change {
        Change::AddColumn { column, backfill, .. } => {
            backfill.is_some() || column.default.is_some()
        }
        Change::AlterColumn { backfill, .. } => backfill.is_some(),
        _ => false,
    }
}

/// Whether the change can be made while the key is still there.
fn can_precede(change: &Change, key: &PrimaryKey) -> bool {
    let is_key = |column: &String| key.columns.contains(column);
    match change {
        Change::AddColumn { column, .. } => !is_key(&column.name) && column.identity.is_none(),
        Change::AlterColumn { previous, next, .. } => {
            !is_key(&previous.name) || !next.nullable && previous.ty == next.ty
        }
        Change::DropColumn { column, .. } => !is_key(&column.name),
        Change::RenameColumn { previous, next } => !is_key(previous) && !is_key(next),
        Change::RenameConstraint { previous, next } | Change::RenameIndex { previous, next } => {
            [previous, next].iter().all(|name| key.name.as_ref() != Some(name))
        }
        Change::ReplaceValue { column, .. } => !is_key(column),
        Change::DropUnique(_)
        | Change::DropForeignKey(_)
        | Change::DropCheck(_)
        | Change::DropExclude(_)
        | Change::DropIndex(_)
        | Change::DropTrigger(_)
        | Change::Comment { .. } => true,
        Change::AddPrimaryKey(_)
        | Change::DropPrimaryKey(_)
        | Change::AddUnique(_)
        | Change::AddForeignKey(_)
        | Change::AddCheck(_)
        | Change::AddExclude(_)
        | Change::AddIndex(_)
        | Change::AddTrigger(_)
        | Change::IndexComment { .. }
        | Change::Options { .. } => false,
    }
}
