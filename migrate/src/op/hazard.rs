//! What an op can lose or break: sentences for people, and a class for the way back.

use crate::op::{Change, EnumChange, Op};
use crate::schema::{Column, Enum, Name, Schema, Type};

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

/// What making `op` can lose or break, one sentence each, lower case without a full stop; empty if nothing.
///
/// `previous` is the schema before the revision: a table that is not in it is new and has no rows to break. An op that is
/// wrong on an empty database is an error elsewhere.
pub fn hazards(op: &Op, previous: &Schema) -> Vec<String> {
    match op {
        Op::DropNamespace(name) => vec![format!("drops schema `{name}`")],
        Op::DropExtension { name, .. } => {
            vec![format!("drops extension `{name}` and what was made with it")]
        }
        Op::AlterEnum { name, change: EnumChange::DropValue { value, .. } } => {
            vec![removed_value(name, value)]
        }
        Op::ReplaceEnum { previous, next } => lost_values(previous, next),
        Op::DropSequence(sequence) => {
            vec![format!("drops sequence `{}` and its position", sequence.name)]
        }
        Op::AlterDomain { next, .. } => {
            vec![format!(
                "fails when a row's value does not fit the new rules of domain `{}`",
                next.name
            )]
        }
        Op::DropTable(table) => vec![format!("drops table `{}` and its rows", table.name)],
        Op::AlterTable { table, changes } => {
            let has_rows = previous.tables.contains_key(table);
            changes
                .iter()
                .filter(|_| has_rows)
                .flat_map(|change| change_hazards(table, change))
                .collect()
        }
        Op::CreateNamespace(_)
        | Op::CreateExtension { .. }
        | Op::CreateEnum(_)
        | Op::DropEnum(_)
        | Op::AlterEnum { .. }
        | Op::CreateDomain(_)
        | Op::DropDomain(_)
        | Op::CreateSequence(_)
        | Op::AlterSequence { .. }
        | Op::CreateTable(_)
        | Op::RenameTable { .. }
        | Op::CreateView(_)
        | Op::DropView(_)
        | Op::CreateFunction(_)
        | Op::DropFunction(_)
        | Op::ReplaceFunction { .. } => Vec::new(),
    }
}

fn removed_value(name: &Name, value: &str) -> String {
    format!("fails when a row holds `{value}`, which enum `{name}` no longer has")
}

fn lost_values(previous: &Enum, next: &Enum) -> Vec<String> {
    let gone = previous.values.iter().filter(|value| !next.values.contains(value));
    gone.map(|value| removed_value(&next.name, value)).collect()
}

fn change_hazards(table: &Name, change: &Change) -> Vec<String> {
    match change {
        Change::AddColumn { column, backfill, .. } if needs_value(column) && backfill.is_none() => {
            vec![format!(
                "fails when table `{table}` has rows, since column `{}` may not be NULL and has no default",
                column.name
            )]
        }
        Change::DropColumn { column, .. } if column.generated.is_none() => {
            vec![format!("drops column `{table}.{}` and its values", column.name)]
        }
        Change::AlterColumn { previous, next, backfill, .. } => {
            let mut hazards = Vec::new();
            if previous.ty != next.ty && !widens(&previous.ty, &next.ty) {
                hazards.push(format!(
                    "values of `{table}.{}` that do not fit the new type fail or are changed",
                    next.name
                ));
            }
            if previous.nullable && !next.nullable && backfill.is_none() {
                hazards.push(format!("fails when a row has NULL in `{table}.{}`", next.name));
            }
            hazards
        }
        Change::AddPrimaryKey(key) => {
            vec![format!(
                "fails when rows of `{table}` agree in `{}` or have NULL there",
                key.columns.join("`, `")
            )]
        }
        Change::AddUnique(unique) => {
            vec![format!("fails when rows of `{table}` agree in `{}`", unique.columns.join("`, `"))]
        }
        Change::AddIndex(index) if index.unique => {
            vec![format!("fails when rows of `{table}` agree in what index `{}` holds", index.name)]
        }
        Change::AddForeignKey(key) if !key.not_valid => {
            vec![format!(
                "fails when a row of `{table}` refers by `{}` to no row of `{}`",
                key.columns.join("`, `"),
                key.table
            )]
        }
        Change::AddCheck(check) if !check.not_valid => {
            vec![format!("fails when a row of `{table}` breaks the check `{}`", check.expr)]
        }
        Change::AddExclude(exclude) => {
            vec![format!("fails when rows of `{table}` exclude each other by `{}`", exclude.name)]
        }
        Change::AddColumn { .. }
        | Change::DropColumn { .. }
        | Change::RenameColumn { .. }
        | Change::ReplaceValue { .. }
        | Change::DropPrimaryKey(_)
        | Change::DropUnique(_)
        | Change::AddForeignKey(_)
        | Change::DropForeignKey(_)
        | Change::AddCheck(_)
        | Change::DropCheck(_)
        | Change::DropExclude(_)
        | Change::RenameConstraint { .. }
        | Change::AddIndex(_)
        | Change::DropIndex(_)
        | Change::RenameIndex { .. }
        | Change::IndexComment { .. }
        | Change::AddTrigger(_)
        | Change::DropTrigger(_)
        | Change::Comment { .. }
        | Change::Options { .. } => Vec::new(),
    }
}

/// Whether rows that are there would have nothing to put into the column.
fn needs_value(column: &Column) -> bool {
    !column.nullable
        && column.default.is_none()
        && column.generated.is_none()
        && column.identity.is_none()
}

/// Whether every value of `previous` is a value of `next` with the same meaning.
pub fn widens(previous: &Type, next: &Type) -> bool {
    use Type::{BigInt, Bytes, Char, Decimal, Double, Integer, Raw, Real, SmallInt, Text, Varchar};
    match (previous, next) {
        _ if previous == next => true,
        (Raw(previous), Raw(next)) => is_text(next) || longer(previous, next),
        (Bytes, Text) => false,
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

/// Whether two of a database's own words are one word with a bound, and the bound of `next` is the wider:
/// `VARCHAR(20)`, `VARCHAR(50)`.
fn longer(previous: &str, next: &str) -> bool {
    let bound = |words: &str| -> Option<(String, u64)> {
        let (word, bound) = words.strip_suffix(')')?.split_once('(')?;
        Some((word.trim().to_ascii_uppercase(), bound.trim().parse().ok()?))
    };
    match (bound(previous), bound(next)) {
        (Some((word, short)), Some((other, long))) => word == other && long >= short,
        _ => false,
    }
}

/// Whether a database's own word for a type says that any text fits.
fn is_text(word: &str) -> bool {
    let word = word.to_ascii_uppercase();
    ["TEXT", "CLOB", "CHARACTER VARYING", "VARCHAR"].contains(&word.as_str())
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

/// What is left when `ops` are made and taken back.
pub fn loss(ops: &[Op]) -> Loss {
    ops.iter().map(op_loss).max().unwrap_or(Loss::Lossless)
}

fn op_loss(op: &Op) -> Loss {
    match op {
        Op::DropTable(_)
        | Op::DropNamespace(_)
        | Op::DropExtension { .. }
        | Op::DropSequence(_) => Loss::Lossy,
        Op::AlterTable { changes, .. } => {
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
            if is_kept { Loss::Lossless } else { Loss::Lossy }
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
