//! What an op can lose or break, in sentences for people. What the way back restores is told by its neighbour `loss`.

use crate::op::{Change, EnumChange, Op, text, widens};
use crate::schema::{Column, Enum, Index, IndexKey, Name, Schema, Table};

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
        Op::DropTable(table) => vec![drops_table(&table.name)],
        Op::AlterTable { table, changes } => {
            let has_rows = previous.tables.contains_key(table);
            changes
                .iter()
                .filter(|_| has_rows)
                .flat_map(|change| {
                    let mut told = change_hazards(table, change);
                    told.extend(
                        previous.tables.get(table).and_then(|table| compared(table, change)),
                    );
                    told
                })
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

/// The words for a table that is dropped; those of `lint` as well.
pub(crate) fn drops_table(table: &Name) -> String {
    format!("drops table `{table}` and its rows")
}

/// The words for a column that is dropped.
pub(crate) fn drops_column(table: &Name, column: &str) -> String {
    format!("drops column `{table}.{column}` and its values")
}

/// The words for a column that rows which are there have no value for.
pub(crate) fn lacks_value(table: &Name, column: &str) -> String {
    format!(
        "fails when table `{table}` has rows, since column `{column}` may not be NULL and has no default"
    )
}

/// The words for a column whose type becomes another that does not hold all values.
pub(crate) fn narrows(table: &Name, column: &str) -> String {
    format!("values of `{table}.{column}` that do not fit the new type fail or are changed")
}

fn removed_value(name: &Name, value: &str) -> String {
    format!("fails when a row holds `{value}`, which enum `{name}` no longer has")
}

fn lost_values(previous: &Enum, next: &Enum) -> Vec<String> {
    let gone = previous.values.iter().filter(|value| !next.values.contains(value));
    gone.map(|value| removed_value(&next.name, value)).collect()
}

pub(super) fn change_hazards(table: &Name, change: &Change) -> Vec<String> {
    match change {
        Change::AddColumn { column, backfill, .. } if needs_value(column) && backfill.is_none() => {
            vec![lacks_value(table, &column.name)]
        }
        Change::DropColumn { column, .. } if column.generated.is_none() => {
            vec![drops_column(table, &column.name)]
        }
        Change::AlterColumn { previous, next, backfill, .. } => {
            let mut hazards = Vec::new();
            if previous.ty != next.ty && !widens(&previous.ty, &next.ty) {
                hazards.push(narrows(table, &next.name));
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

/// Whether values that a key holds apart may be one by another collation of their column.
fn compared(table: &Table, change: &Change) -> Option<String> {
    let Change::AlterColumn { previous, next, .. } = change else { return None };
    let has = |columns: &[String]| columns.contains(&previous.name);
    let in_index = |index: &Index| {
        index.unique
            && index.parts.iter().any(|part| match &part.key {
                IndexKey::Column(column) => *column == previous.name,
                IndexKey::Expr(expr) => text::mentions(&expr.0, &previous.name),
            })
    };
    let is_key = table.primary_key.as_ref().is_some_and(|key| has(&key.columns))
        || table.uniques.iter().any(|unique| has(&unique.columns))
        || table.indexes.iter().any(in_index);
    (previous.collation != next.collation && is_key).then(|| {
        format!("fails when rows of `{}` agree in `{}` by its new collation", table.name, next.name)
    })
}

/// Whether rows that are there would have nothing to put into the column.
pub(crate) fn needs_value(column: &Column) -> bool {
    !column.nullable
        && column.default.is_none()
        && column.generated.is_none()
        && column.identity.is_none()
}
