//! Rows through a change: some are put into every table before, and what no change speaks of must be there after.

use std::collections::BTreeSet;

use migrate::dialect::{Dialect, qualified};
use migrate::op::{Change, Op};
use migrate::schema::{IdentityKind, Schema, Table, Type};

use super::case::Pair;
use super::real::Real;

/// How many rows are tried for each table.
const ROWS: usize = 3;

/// Puts rows into every table of the pair's previous schema, as far as its constraints let them.
pub(super) fn fill(pair: &Pair, physical: &Schema, dialect: &dyn Dialect, real: &mut Real) {
    let by_hand = physical.tables.values().filter(|table| {
        table.options.module.is_none() && !pair.previous.tables.contains_key(&table.name)
    });
    let tables: Vec<&Table> = pair.previous.tables.values().chain(by_hand).collect();
    // the second round fills what refers to rows that the first one had yet to put in, as far as it can
    for may_be_bare in [false, true] {
        for table in &tables {
            for row in 1..=ROWS {
                let insert = |bare: bool| insert(&pair.previous, table, row, bare, dialect);
                if real.run(&insert(false)).is_err() && may_be_bare {
                    let _ = real.run(&insert(true));
                }
            }
        }
    }
}

fn insert(schema: &Schema, table: &Table, row: usize, bare: bool, dialect: &dyn Dialect) -> String {
    let columns: Vec<_> = table
        .columns
        .iter()
        .filter(|column| column.generated.is_none())
        .filter(|column| {
            column.identity.as_ref().is_none_or(|identity| identity.kind != IdentityKind::Always)
        })
        .filter(|column| !(bare && column.nullable))
        .collect();
    let name = qualified(dialect, &table.name);
    if columns.is_empty() {
        return format!("INSERT INTO {name} DEFAULT VALUES");
    }
    let names: Vec<String> = columns.iter().map(|column| dialect.quote(&column.name)).collect();
    let values: Vec<String> =
        columns.iter().map(|column| dialect.literal(&value(schema, &column.ty, row))).collect();
    format!("INSERT INTO {name} ({}) VALUES ({})", names.join(", "), values.join(", "))
}

/// A text that every database takes for a value of the type.
fn value(schema: &Schema, ty: &Type, row: usize) -> String {
    match ty {
        Type::Decimal(_) | Type::Double | Type::Real => format!("{row}.5"),
        Type::Raw(words) if words.to_uppercase().contains("INT") => row.to_string(),
        Type::Text | Type::Raw(_) => format!("row number {row}"),
        Type::Varchar(length) => {
            format!("row number {row}").chars().take(*length as usize).collect()
        }
        Type::Date => format!("2024-02-0{row}"),
        Type::Time => format!("0{row}:30:00"),
        Type::Timestamp => format!("2024-02-0{row} 01:02:03"),
        Type::TimestampTz => format!("2024-02-0{row} 01:02:03+00"),
        Type::Uuid => format!("00000000-0000-0000-0000-00000000000{row}"),
        Type::Json => format!("{{\"row\": {row}}}"),
        Type::Array(_) => "{}".to_owned(),
        Type::Named(name) if schema.domains.contains_key(name) => {
            value(schema, &schema.domains[name].ty, row)
        }
        Type::Named(name) => {
            let values = schema.enums.get(name).map_or(&[][..], |of| &of.values);
            values.get(row % values.len().max(1)).cloned().unwrap_or_default()
        }
        Type::Boolean => "1".to_owned(),
        Type::SmallInt | Type::Integer | Type::BigInt | Type::Char(_) | Type::Bytes => {
            row.to_string()
        }
    }
}

/// The rows of the kept columns, as text, by table.
pub(super) fn read(
    schema: &Schema,
    kept: &[Kept],
    dialect: &dyn Dialect,
    real: &mut Real,
) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for Kept { table, columns } in kept {
        let Some(there) = schema.tables.values().find(|there| there.name.to_string() == *table)
        else {
            continue;
        };
        let names: Vec<String> = columns.iter().map(|column| dialect.quote(column)).collect();
        let sql = format!("SELECT {} FROM {}", names.join(", "), qualified(dialect, &there.name));
        let mut rows: Vec<String> = real.query(&sql).iter().map(|row| format!("{row:?}")).collect();
        rows.sort();
        all.push((table.clone(), rows));
    }
    all
}

/// A table and those of its columns whose values a change leaves alone.
#[derive(Debug)]
pub(super) struct Kept {
    table: String,
    columns: Vec<String>,
}

/// What `ops` leave alone in the tables of `previous`, by its names and by those that it has afterwards.
pub(super) fn kept(previous: &Schema, ops: &[Op]) -> (Vec<Kept>, Vec<Kept>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for table in previous.tables.values() {
        let mut name = table.name.clone();
        let mut columns: Vec<(String, String)> = table
            .columns
            .iter()
            .filter(|column| column.generated.is_none())
            .map(|column| (column.name.clone(), column.name.clone()))
            .collect();
        let mut is_there = true;
        for op in ops {
            match op {
                Op::DropTable(dropped) if dropped.name == name => is_there = false,
                Op::RenameTable { previous, next } if *previous == name => name = next.clone(),
                Op::AlterTable { table, changes } if *table == name => {
                    changes.iter().for_each(|change| follow(change, &mut columns));
                }
                _ => {}
            }
        }
        let moods = touched_types(ops);
        columns.retain(|(old, _)| {
            table.column(old).is_some_and(|column| match column.ty.element() {
                Type::Named(name) => !moods.contains(&name.name),
                _ => true,
            })
        });
        if is_there && !columns.is_empty() {
            let names =
                |of: fn(&(String, String)) -> &String| columns.iter().map(of).cloned().collect();
            before.push(Kept { table: table.name.to_string(), columns: names(|(old, _)| old) });
            after.push(Kept { table: name.to_string(), columns: names(|(_, new)| new) });
        }
    }
    (before, after)
}

fn follow(change: &Change, columns: &mut Vec<(String, String)>) {
    match change {
        Change::DropColumn { column, .. } => columns.retain(|(_, new)| *new != column.name),
        Change::RenameColumn { previous, next } => {
            for (_, new) in columns.iter_mut().filter(|(_, new)| new == previous) {
                new.clone_from(next);
            }
        }
        Change::AlterColumn { previous, next, backfill, .. }
            if previous.ty != next.ty
                || backfill.is_some()
                || previous.generated != next.generated =>
        {
            columns.retain(|(_, new)| *new != next.name);
        }
        Change::ReplaceValue { column, .. } => columns.retain(|(_, new)| new != column),
        _ => {}
    }
}

fn touched_types(ops: &[Op]) -> BTreeSet<String> {
    ops.iter()
        .filter_map(|op| match op {
            Op::AlterEnum { name, .. } => Some(name.name.clone()),
            _ => None,
        })
        .collect()
}

/// Takes every row out of every table.
pub(super) fn clear(schema: &Schema, dialect: &dyn Dialect, real: &mut Real) {
    for _ in 0..=schema.tables.len() {
        for table in schema.tables.values() {
            let _ = real.run(&format!("DELETE FROM {}", qualified(dialect, &table.name)));
        }
    }
}
