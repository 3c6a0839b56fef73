//! A portable schema in SQLite's terms. What SQLite lacks is dropped only where the rows that it lets in stay the same
//! (comments, storage parameters, when a unique key is checked); what would change them stays, and the DDL refuses it.

use std::collections::BTreeMap;

use super::physical;
use crate::dialect::{Dialect, sqlite::Sqlite};
use crate::schema::{
    Action, Check, Column, Deferrable, Domain, Enum, Expr, ForeignKey, Identity, IdentityKind,
    Index, Name, Schema, SequenceOptions, Table, Type, name,
};

/// The physical schema that stands for `portable`.
pub(in crate::dialect::sqlite) fn lower(portable: &Schema) -> Schema {
    let mut schema = portable.clone();
    schema.extensions.clear();
    let enums = std::mem::take(&mut schema.enums);
    let domains = std::mem::take(&mut schema.domains);
    for table in schema.tables.values_mut() {
        lower_table(table, &enums, &domains);
    }
    for view in schema.views.values_mut() {
        view.comment = None;
    }
    schema
}

fn lower_table(table: &mut Table, enums: &BTreeMap<Name, Enum>, domains: &BTreeMap<Name, Domain>) {
    table.comment = None;
    table.options.unlogged = false;
    table.options.partition_by = None;
    table.options.with.clear();
    for at in 0..table.columns.len() {
        lower_column(table, at, enums, domains);
    }
    lower_keys(table);
    for at in 0..table.foreign_keys.len() {
        lower_foreign_key(table, at);
    }
    for check in &mut table.checks {
        check.not_valid = false;
        check.no_inherit = false;
    }
    table.indexes.iter_mut().for_each(lower_index);
}

/// The column at that place: its type, and what of an enum or domain becomes checks of the table.
fn lower_column(
    table: &mut Table,
    at: usize,
    enums: &BTreeMap<Name, Enum>,
    domains: &BTreeMap<Name, Domain>,
) {
    let strict = table.options.strict;
    let is_key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let Some(column) = table.columns.get_mut(at) else { return };
    let alone = matches!(is_key, [only] if *only == column.name);
    column.nullable &= !is_key.contains(&column.name);
    column.comment = None;
    column.collation =
        column.collation.take().filter(|name| !matches!(name.as_str(), "C" | "POSIX"));
    let mut checks = Vec::new();
    if let Type::Named(name) = column.ty.clone() {
        if let Some(made) = enums.get(&name) {
            checks.push(values_check(&table.name, column, made));
            column.ty = Type::Text;
        } else if let Some(domain) = domains.get(&name) {
            checks.extend(inline_domain(&table.name, column, domain));
        }
    }
    column.ty = Type::Raw(physical(&column.ty, strict));
    // Only the rowid itself can be numbered.
    let numbered = alone && column.ty == Type::Raw("INTEGER".to_owned());
    column.identity = column.identity.take().filter(|_| numbered).map(|_| Identity {
        kind: IdentityKind::ByDefault,
        options: SequenceOptions::default(),
        sequence: None,
    });
    table.checks.extend(checks);
}

/// `"column" IN ('a', 'b')`.
fn values_check(table: &Name, column: &Column, made: &Enum) -> Check {
    let values: Vec<String> = made.values.iter().map(|value| Sqlite.literal(value)).collect();
    Check {
        name: Some(name::check(&table.name, &column.name)),
        expr: Expr(format!("{} IN ({})", Sqlite.quote(&column.name), values.join(", "))),
        not_valid: false,
        no_inherit: false,
    }
}

/// Gives the column what its domain says, and returns the domain's checks as checks on it.
fn inline_domain(table: &Name, column: &mut Column, domain: &Domain) -> Vec<Check> {
    column.ty = domain.ty.clone();
    column.nullable &= domain.nullable;
    column.default = column.default.take().or_else(|| domain.default.clone());
    let numbered = domain.checks.iter().enumerate().map(|(at, check)| {
        let what =
            if at == 0 { column.name.clone() } else { format!("{}_{}", column.name, at + 1) };
        Check {
            name: Some(name::check(&table.name, &what)),
            expr: Expr(crate::op::text::replace(&check.expr.0, "value", &column.name, |_, _| true)),
            not_valid: false,
            no_inherit: false,
        }
    });
    numbered.collect()
}

/// Keys: no options that only say when or how fast they are checked. The primary key that is the rowid has no name,
/// since SQLite has no index for it that could bear one.
fn lower_keys(table: &mut Table) {
    if let Some(key) = &mut table.primary_key {
        key.include.clear();
        key.deferrable = None;
        let rowid = match key.columns.as_slice() {
            [only] => table
                .columns
                .iter()
                .any(|c| c.name == *only && c.ty == Type::Raw("INTEGER".to_owned())),
            _ => false,
        };
        if rowid && !table.options.without_rowid {
            key.name = None;
        }
    }
    for unique in &mut table.uniques {
        unique.include.clear();
        unique.deferrable = None;
    }
}

/// The foreign key at that place. SQLite reads `MATCH FULL` and does not do it, so a check does: all or none.
fn lower_foreign_key(table: &mut Table, at: usize) {
    let Some(key) = table.foreign_keys.get_mut(at) else { return };
    key.not_valid = false;
    // Not deferrable is what both of these say on SQLite.
    key.deferrable = key.deferrable.filter(|when| *when == Deferrable::Deferred);
    let columns = key.columns.clone();
    key.on_delete = whole(key.on_delete.clone(), &columns);
    key.on_update = whole(key.on_update.clone(), &columns);
    if !std::mem::take(&mut key.match_full) || columns.len() < 2 {
        return;
    }
    let check = all_or_none(&table.name, key);
    table.checks.push(check);
}

/// An action on all columns of the key needs no list of them.
fn whole(action: Action, columns: &[String]) -> Action {
    let is_all = |named: &[String]| columns.iter().all(|column| named.contains(column));
    match action {
        Action::SetNull(named) if is_all(&named) => Action::SetNull(Vec::new()),
        Action::SetDefault(named) if is_all(&named) => Action::SetDefault(Vec::new()),
        Action::NoAction
        | Action::Restrict
        | Action::Cascade
        | Action::SetNull(_)
        | Action::SetDefault(_) => action,
    }
}

fn all_or_none(table: &Name, key: &ForeignKey) -> Check {
    let (first, rest) =
        key.columns.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let is_null = |column: &str| format!("({} IS NULL)", Sqlite.quote(column));
    let pairs: Vec<String> =
        rest.iter().map(|column| format!("{} = {}", is_null(first), is_null(column))).collect();
    Check {
        name: Some(name::check(&table.name, &format!("{}_full", key.columns.join("_")))),
        expr: Expr(pairs.join(" AND ")),
        not_valid: false,
        no_inherit: false,
    }
}

/// An index: the same rows are found without its method, operator classes, storage and further columns.
fn lower_index(index: &mut Index) {
    index.method = None;
    index.include.clear();
    index.with.clear();
    index.comment = None;
    for part in &mut index.parts {
        part.nulls_first = None;
        part.opclass = None;
        part.collation =
            part.collation.take().filter(|name| !matches!(name.as_str(), "C" | "POSIX"));
    }
}
