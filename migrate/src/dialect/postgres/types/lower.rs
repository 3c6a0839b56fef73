//! From a portable schema to a physical one: what PostgreSQL would answer about it. No SQL is written here.

use super::super::Postgres;
use super::parse;
use crate::dialect::Dialect;
use crate::schema::{
    Column, Domain, Identity, IndexPart, Name, Schema, SequenceOptions, Table, TableOptions, Type,
};

/// Collations that only SQLite has.
const FOREIGN_COLLATIONS: [&str; 3] = ["nocase", "binary", "rtrim"];

/// The physical schema that stands for a portable one.
pub(in super::super) fn lower(portable: &Schema) -> Schema {
    let mut schema = portable.clone();
    let keys: Vec<(Name, Vec<String>)> = portable
        .tables
        .iter()
        .filter_map(|(name, table)| {
            Some((name.clone(), table.primary_key.as_ref()?.columns.clone()))
        })
        .collect();
    for table in schema.tables.values_mut() {
        lower_table(table);
        for key in table.foreign_keys.iter_mut().filter(|key| key.references.is_empty()) {
            if let Ok(at) = keys.binary_search_by(|(name, _)| name.cmp(&key.table)) {
                key.references.clone_from(&keys[at].1);
            }
        }
    }
    for domain in schema.domains.values_mut() {
        let Domain { ty, .. } = domain;
        *ty = lower_type(ty);
    }
    for sequence in schema.sequences.values_mut() {
        let ty = sequence.ty.take().map(|ty| lower_type(&ty)).filter(|ty| *ty != Type::BigInt);
        standard_options(&mut sequence.options, ty.as_ref().unwrap_or(&Type::BigInt));
        sequence.ty = ty;
    }
    schema
}

fn lower_table(table: &mut Table) {
    for column in &mut table.columns {
        lower_column(column);
    }
    for unique in &mut table.uniques {
        unique.on_conflict = None;
    }
    if let Some(key) = &mut table.primary_key {
        key.on_conflict = None;
    }
    for index in &mut table.indexes {
        index.method = index
            .method
            .take()
            .map(|method| method.to_lowercase())
            .filter(|method| method != "btree");
        index.parts.iter_mut().for_each(lower_part);
    }
    table.options =
        TableOptions { strict: false, without_rowid: false, module: None, ..table.options.clone() };
    Postgres.name_constraints(table);
    if let Some(key) = &table.primary_key {
        for column in table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
            column.nullable = false;
        }
    }
}

fn lower_column(column: &mut Column) {
    column.ty = lower_type(&column.ty);
    column.collation = column.collation.take().filter(|name| !is_foreign_collation(name));
    if let Some(generated) = &mut column.generated {
        // Virtual columns came with PostgreSQL 18; the values are the same. One that is there stays virtual, see
        // `Schema::keep_virtual`.
        generated.stored = true;
    }
    if let Some(Identity { options, .. }) = &mut column.identity {
        standard_options(options, &column.ty);
        column.nullable = false;
    }
}

fn lower_part(part: &mut IndexPart) {
    // NULLs are the largest values, so these are what the order implies.
    if part.nulls_first == Some(part.descending) {
        part.nulls_first = None;
    }
    part.collation = part.collation.take().filter(|name| !is_foreign_collation(name));
}

fn is_foreign_collation(name: &str) -> bool {
    FOREIGN_COLLATIONS.iter().any(|foreign| name.eq_ignore_ascii_case(foreign))
}

fn lower_type(ty: &Type) -> Type {
    match ty {
        Type::Raw(words) => parse(words),
        Type::Array(element) => match lower_type(element) {
            array @ Type::Array(_) => array,
            element => Type::Array(Box::new(element)),
        },
        Type::Boolean
        | Type::SmallInt
        | Type::Integer
        | Type::BigInt
        | Type::Real
        | Type::Double
        | Type::Decimal(_)
        | Type::Text
        | Type::Varchar(_)
        | Type::Char(_)
        | Type::Bytes
        | Type::Date
        | Type::Time
        | Type::Timestamp
        | Type::TimestampTz
        | Type::Uuid
        | Type::Json
        | Type::Named(_) => ty.clone(),
    }
}

/// Leaves of a sequence's options only those that its type and direction do not already imply.
pub(in super::super) fn standard_options(options: &mut SequenceOptions, ty: &Type) {
    let (least, greatest) = if *ty == Type::SmallInt {
        (i64::from(i16::MIN), i64::from(i16::MAX))
    } else if *ty == Type::Integer {
        (i64::from(i32::MIN), i64::from(i32::MAX))
    } else {
        (i64::MIN, i64::MAX)
    };
    let descending = options.increment.is_some_and(|increment| increment < 0);
    let (min, max) = if descending { (least, -1) } else { (1, greatest) };
    let start = if descending { options.max.unwrap_or(max) } else { options.min.unwrap_or(min) };
    let unless = |value: Option<i64>, implied: i64| value.filter(|value| *value != implied);
    options.start = unless(options.start, start);
    options.min = unless(options.min, min);
    options.max = unless(options.max, max);
    options.increment = unless(options.increment, 1);
    options.cache = unless(options.cache, 1);
}
