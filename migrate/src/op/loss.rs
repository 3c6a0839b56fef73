//! What is left of the rows when ops are made and taken back, as a class. Says nothing about what keeps ops from running.

use crate::op::hazard::needs_value;
use crate::op::{Change, EnumChange, Op, text};
use crate::schema::{Column, IndexKey, Name, Type};

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

/// What is left when `ops` are made and taken back.
pub fn loss(ops: &[Op]) -> Loss {
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
    ops.iter().map(op_loss).max().unwrap_or(Loss::Lossless)
}

/// Whether a key that is dropped with the column would be broken by the default that all rows come back with.
fn breaks_key(column: &Column, changes: &[Change]) -> bool {
    (!column.nullable || column.default.is_some())
        && changes.iter().any(|change| match change {
            Change::DropPrimaryKey(key) => key.columns.contains(&column.name),
            Change::DropUnique(unique) => unique.columns.contains(&column.name),
            Change::DropForeignKey(key) => key.columns.contains(&column.name),
            Change::DropExclude(exclude) => text::mentions(&exclude.definition.0, &column.name),
            Change::DropIndex(index) => {
                index.unique
                    && index.parts.iter().any(|part| match &part.key {
                        IndexKey::Column(name) => *name == column.name,
                        IndexKey::Expr(expr) => text::mentions(&expr.0, &column.name),
                    })
            }
            _ => false,
        })
}

fn op_loss(op: &Op) -> Loss {
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
            changes.iter().map(change_loss).max().unwrap_or(Loss::Lossless)
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

fn change_loss(change: &Change) -> Loss {
    match change {
        Change::DropColumn { column, .. } if column.generated.is_some() => Loss::Lossless,
        Change::DropColumn { column, .. } if needs_value(column) => Loss::Irreversible,
        Change::DropColumn { .. } => Loss::Lossy,
        Change::AlterColumn { previous, next, backfill, using } => {
            let is_kept = widens(&previous.ty, &next.ty) && backfill.is_none() && using.is_none();
            // what a person's expression made, only another one could take back
            let is_lost = using.is_some() && !widens(&next.ty, &previous.ty);
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
pub fn is_destructive(op: &Op) -> bool {
    match op {
        Op::AlterEnum { change: EnumChange::DropValue { .. }, .. } => true,
        Op::ReplaceEnum { previous, next } => {
            previous.values.iter().any(|value| !next.values.contains(value))
        }
        Op::AlterTable { changes, .. } => changes.iter().any(|change| match change {
            Change::DropColumn { column, .. } => column.generated.is_none(),
            Change::AlterColumn { previous, next, .. } => !widens(&previous.ty, &next.ty),
            other => change_loss(other) != Loss::Lossless,
        }),
        other => op_loss(other) != Loss::Lossless,
    }
}

/// Whether every value of `previous` is a value of `next` with the same meaning.
pub fn widens(previous: &Type, next: &Type) -> bool {
    use Type::{
        Array, BigInt, Bytes, Char, Date, Decimal, Double, Integer, Raw, Real, SmallInt, Text,
        Timestamp, Varchar,
    };
    match (previous, next) {
        _ if previous == next => true,
        (Raw(previous), Raw(next)) => is_text(next) || longer(previous, next),
        (Array(previous), Array(next)) => widens(previous, next),
        (Bytes, Text) => false,
        // the beginning of the day
        (Date, Timestamp) => true,
        (_, Text) => true,
        (SmallInt, Integer | BigInt | Double | Real)
        | (Integer, BigInt | Double)
        | (Real, Double) => true,
        (SmallInt | Integer | BigInt | Decimal(_), Decimal(None)) => true,
        (SmallInt, Decimal(Some((digits, scale)))) => holds(*digits, *scale, 5),
        (Integer, Decimal(Some((digits, scale)))) => holds(*digits, *scale, 10),
        (BigInt, Decimal(Some((digits, scale)))) => holds(*digits, *scale, 19),
        (Decimal(Some((digits, scale))), Decimal(Some((more, finer)))) => {
            finer >= scale
                && i64::from(*more) - i64::from(*finer) >= i64::from(*digits) - i64::from(*scale)
        }
        (Varchar(length) | Char(length), Varchar(longer)) | (Char(length), Char(longer)) => {
            longer >= length
        }
        _ => false,
    }
}

/// Whether a decimal keeps so many digits before its point.
fn holds(digits: u32, scale: i32, before: i64) -> bool {
    i64::from(digits) - i64::from(scale) >= before && scale >= 0
}

/// Whether two of a database's own words are one word with bounds, and those of `next` are the wider: `VARCHAR(20)` and
/// `VARCHAR(50)`, `NUMERIC(10,2)` and `NUMERIC(12,2)`.
fn longer(previous: &str, next: &str) -> bool {
    let bound = |words: &str| -> Option<(String, i64, i64)> {
        let (word, bound) = words.strip_suffix(')')?.split_once('(')?;
        let (length, scale) = bound.split_once(',').unwrap_or((bound, "0"));
        let (length, scale) = (length.trim().parse().ok()?, scale.trim().parse().ok()?);
        Some((word.trim().to_ascii_uppercase(), length, scale))
    };
    match (bound(previous), bound(next)) {
        (Some((word, short, scale)), Some((other, long, finer))) => {
            word == other && finer >= scale && long - finer >= short - scale
        }
        _ => false,
    }
}

/// Whether a database's own word for a type says that any text fits.
fn is_text(word: &str) -> bool {
    let word = word.to_ascii_uppercase();
    ["TEXT", "CLOB", "CHARACTER VARYING", "VARCHAR"].contains(&word.as_str())
}
