//! The names that PostgreSQL gives to constraints, indexes and sequences that were given none, as its
//! `ChooseRelationName` and `ChooseConstraintName` make them. Only for databases with `named_constraints`.

use std::collections::BTreeSet;

use super::canon;
use super::world::World;
use crate::schema::name::LONGEST;
use crate::schema::{Column, Exclude, Expr, IdentityKind, IndexKey, IndexPart, Name, Table};
use crate::split::lex::{Kind, Lexer};

/// `first_second_label`, the longer of the first two shortened until it fits.
pub(super) fn object(first: &str, second: &str, label: &str) -> String {
    let marks = usize::from(!second.is_empty()) + usize::from(!label.is_empty());
    let room = LONGEST.saturating_sub(marks + label.len());
    let (mut a, mut b) = (first.len(), second.len());
    while a + b > room {
        if a > b { a -= 1 } else { b -= 1 }
    }
    let mut name = clip(first, a).to_owned();
    for part in [clip(second, b), label] {
        if !part.is_empty() {
            name.push('_');
            name.push_str(part);
        }
    }
    name
}

fn clip(text: &str, mut length: usize) -> &str {
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    &text[..length]
}

/// A name that is longer than PostgreSQL keeps.
pub(super) fn truncate(name: &str) -> &str {
    clip(name, name.len().min(LONGEST))
}

/// The first of `label`, `label1`, `label2` … that gives a name that `taken` knows nothing of.
pub(super) fn choose(
    first: &str,
    second: &str,
    label: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut name = object(first, second, label);
    let mut pass = 0_usize;
    while taken(&name) {
        pass += 1;
        name = object(first, second, &format!("{label}{pass}"));
    }
    name
}

/// Whether a table, index, sequence or view in the namespace of `near` has the name.
pub(super) fn relation_exists(world: &World<'_>, near: &Name, name: &str) -> bool {
    let schema = &world.schema;
    let full = Name { namespace: near.namespace.clone(), name: name.to_owned() };
    schema.tables.contains_key(&full)
        || schema.views.contains_key(&full)
        || schema.sequences.contains_key(&full)
        || schema.naming(name).iter().filter(|key| key.namespace == near.namespace).any(|key| {
            schema.tables.get(key).is_some_and(|table| relation_on(table, name))
                || schema
                    .views
                    .get(key)
                    .is_some_and(|view| view.indexes.iter().any(|index| index.name == name))
        })
}

/// Whether an index or sequence of `table` has the name.
pub(super) fn relation_on(table: &Table, name: &str) -> bool {
    table.indexes.iter().any(|index| index.name == name)
        || table.primary_key.as_ref().is_some_and(|key| key.name.as_deref() == Some(name))
        || table.uniques.iter().any(|key| key.name.as_deref() == Some(name))
        || table.excludes.iter().any(|exclude| exclude.name == name)
        || table.columns.iter().any(|column| match &column.identity {
            Some(identity) => match &identity.sequence {
                Some(sequence) => sequence.name == name,
                None => {
                    column.name.len() + 5 <= name.len().max(LONGEST)
                        && name.ends_with("_seq")
                        && object(&table.name.name, &column.name, "seq") == name
                }
            },
            None => false,
        })
}

/// Whether a constraint in the namespace of `near` has the name.
pub(super) fn constraint_exists(world: &World<'_>, near: &Name, name: &str) -> bool {
    world
        .schema
        .naming(name)
        .iter()
        .filter(|key| key.namespace == near.namespace)
        .filter_map(|key| world.schema.tables.get(key))
        .any(|table| constraint_on(table, name))
}

/// Whether a constraint of `table` has the name.
pub(super) fn constraint_on(table: &Table, name: &str) -> bool {
    let is = |other: &Option<String>| other.as_deref() == Some(name);
    table.primary_key.as_ref().is_some_and(|key| is(&key.name))
        || table.uniques.iter().any(|key| is(&key.name))
        || table.foreign_keys.iter().any(|key| is(&key.name))
        || table.checks.iter().any(|check| is(&check.name))
        || table.excludes.iter().any(|exclude| exclude.name == name)
}

/// The column from which a constraint of that name keeps NULL away, by the name that was said, or that PostgreSQL 18
/// chooses.
pub(super) fn closed_column<'t>(table: &'t Table, constraint: &str) -> Option<&'t str> {
    let is_it = |column: &&Column| match &column.not_null_name {
        _ if column.nullable => false,
        Some(name) => name == constraint,
        None => object(&table.name.name, &column.name, "not_null") == constraint,
    };
    table.columns.iter().find(is_it).map(|column| column.name.as_str())
}

/// Every name that [`relation_on`] or [`constraint_on`] would find, the table's own and those of its triggers.
pub(super) fn of(table: &Table) -> BTreeSet<String> {
    let constraints = table
        .primary_key
        .iter()
        .map(|key| &key.name)
        .chain(table.uniques.iter().map(|key| &key.name))
        .chain(table.foreign_keys.iter().map(|key| &key.name))
        .chain(table.checks.iter().map(|check| &check.name))
        .flatten()
        .chain(table.excludes.iter().map(|exclude| &exclude.name));
    let own = [&table.name.name].into_iter().chain(constraints);
    let own = own.chain(table.indexes.iter().map(|index| &index.name));
    let own = own.chain(table.triggers.iter().map(|trigger| &trigger.name)).cloned();
    let sequences = table.columns.iter().filter_map(|column| {
        let sequence = column.identity.as_ref()?.sequence.as_ref();
        Some(sequence.map_or_else(
            || object(&table.name.name, &column.name, "seq"),
            |sequence| sequence.name.clone(),
        ))
    });
    own.chain(sequences).collect()
}

/// A name for a primary key, unique or exclusion constraint of `table`.
pub(super) fn index_constraint(
    world: &World<'_>,
    table: &Table,
    columns: &[String],
    label: &str,
) -> String {
    choose(&table.name.name, &addition(columns), label, |name| {
        relation_exists(world, &table.name, name)
            || constraint_exists(world, &table.name, name)
            || relation_on(table, name)
            || constraint_on(table, name)
    })
}

/// A name for a check or foreign key of `table`.
pub(super) fn constraint(
    world: &World<'_>,
    table: &Table,
    columns: &[String],
    label: &str,
) -> String {
    choose(&table.name.name, &addition(columns), label, |name| {
        constraint_exists(world, &table.name, name) || constraint_on(table, name)
    })
}

/// A name for an index on `table`.
pub(super) fn index(
    world: &World<'_>,
    table: &Name,
    parts: &[IndexPart],
    include: &[String],
) -> String {
    let mut columns: Vec<String> = Vec::new();
    let names = parts.iter().map(|part| match &part.key {
        IndexKey::Column(name) => name.clone(),
        IndexKey::Expr(expr) => figure(expr),
    });
    for name in names.chain(include.iter().cloned()) {
        let mut unique = name.clone();
        let mut count = 0_usize;
        while columns.contains(&unique) {
            count += 1;
            unique = format!("{name}{count}");
        }
        columns.push(unique);
    }
    choose(&table.name, &addition(&columns), "idx", |name| relation_exists(world, table, name))
}

/// What PostgreSQL calls an expression: the function that it calls, or `expr`.
fn figure(expr: &Expr) -> String {
    let head = expr.0.split('(').next().unwrap_or_default();
    let called = expr.0.ends_with(')')
        && head.chars().all(|char| char.is_ascii_lowercase() || "_.".contains(char));
    match head.rsplit('.').next() {
        Some(name) if called && !name.is_empty() => name.to_owned(),
        _ if expr.0.starts_with("COALESCE(") && expr.0.ends_with(')') => "coalesce".to_owned(),
        _ => "expr".to_owned(),
    }
}

fn addition(columns: &[String]) -> String {
    let mut out = String::new();
    for column in columns {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(column);
        if out.len() > LONGEST {
            break;
        }
    }
    clip(&out, out.len().min(LONGEST)).to_owned()
}

/// The columns of `table` that an expression speaks of, each once, in the order of the table.
pub(super) fn columns_in(world: &World<'_>, table: &Table, expr: &Expr) -> Vec<String> {
    let lexis = &world.capability.lexis;
    let words: Vec<_> = Lexer::new(lexis, &expr.0).collect();
    let speaks = |column: &str| {
        words.iter().enumerate().any(|(at, token)| {
            let called = words.get(at + 1).is_some_and(|next| next.is_symbol("("));
            let cast = at > 0 && words[at - 1].is_symbol("::");
            matches!(token.kind, Kind::Word | Kind::Quoted)
                && !(token.kind == Kind::Word && (called || canon::is_keyword(token.text)))
                && !cast
                && super::cursor::identifier(world.dialect, token)
                    .is_some_and(|name| world.same(&name, column))
        })
    };
    table
        .columns
        .iter()
        .filter(|column| speaks(&column.name))
        .map(|column| column.name.clone())
        .collect()
}

/// Gives names to the constraints of `table` that have none, in the order in which PostgreSQL would: checks, then the
/// primary key and the other indexes, then foreign keys.
pub(super) fn name_all(world: &World<'_>, table: &mut Table) {
    name_checks(world, table);
    if table.primary_key.as_ref().is_some_and(|key| key.name.is_none()) {
        let name = index_constraint(world, table, &[], "pkey");
        if let Some(key) = &mut table.primary_key {
            key.name = Some(name);
        }
    }
    for at in 0..table.uniques.len() {
        if table.uniques[at].name.is_none() {
            let key = &table.uniques[at];
            let columns: Vec<String> = key.columns.iter().chain(&key.include).cloned().collect();
            table.uniques[at].name = Some(index_constraint(world, table, &columns, "key"));
        }
    }
    for at in 0..table.excludes.len() {
        if table.excludes[at].name.is_empty() {
            let columns = excluded(world, table, &table.excludes[at]);
            table.excludes[at].name = index_constraint(world, table, &columns, "excl");
        }
    }
    for at in 0..table.foreign_keys.len() {
        if table.foreign_keys[at].name.is_none() {
            let columns = table.foreign_keys[at].columns.clone();
            table.foreign_keys[at].name = Some(constraint(world, table, &columns, "fkey"));
        }
    }
}

fn name_checks(world: &World<'_>, table: &mut Table) {
    for at in 0..table.checks.len() {
        if table.checks[at].name.is_none() {
            let columns = columns_in(world, table, &table.checks[at].expr);
            let columns = if columns.len() == 1 { columns } else { Vec::new() };
            table.checks[at].name = Some(constraint(world, table, &columns, "check"));
        }
    }
}

fn excluded(world: &World<'_>, table: &Table, exclude: &Exclude) -> Vec<String> {
    let text = &exclude.definition.0;
    let inner = text.find('(').map_or("", |open| &text[open..]);
    columns_in(world, table, &Expr(inner.to_owned()))
}

/// What PostgreSQL calls the sequence of a column that is numbered from here on, unless that is what it chooses first.
pub(super) fn spare_sequence(world: &World<'_>, table: &Name, column: &str) -> Option<Name> {
    let taken = |name: &str| relation_exists(world, table, name);
    let usual = object(&table.name, column, "seq");
    if !taken(&usual) {
        return None;
    }
    let name = choose(&table.name, column, "seq", taken);
    Some(Name { namespace: table.namespace.clone(), name })
}

/// Writes out the names of the sequences of a new table that cannot be what PostgreSQL chooses first.
pub(super) fn spare_sequences(world: &World<'_>, table: &mut Table) {
    let name = table.name.clone();
    for column in &mut table.columns {
        if let Some(identity) = column.identity.as_mut().filter(|one| one.sequence.is_none()) {
            identity.sequence = spare_sequence(world, &name, &column.name);
        }
    }
}

/// Forgets the name of a sequence that is what PostgreSQL would have chosen.
pub(super) fn settle_sequences(table: &mut Table) {
    let name = table.name.clone();
    for column in &mut table.columns {
        if let Some(identity) = &mut column.identity
            && let Some(sequence) = &identity.sequence
            && sequence.namespace == name.namespace
            && sequence.name == object(&name.name, &column.name, "seq")
        {
            identity.sequence = None;
        }
    }
}

/// Writes out the names of sequences that PostgreSQL chose, before the table or a column gets another name.
pub(super) fn spell_sequences(table: &mut Table) {
    let name = table.name.clone();
    for column in &mut table.columns {
        if let Some(identity) = &mut column.identity
            && identity.sequence.is_none()
            && matches!(
                identity.kind,
                IdentityKind::Serial | IdentityKind::ByDefault | IdentityKind::Always
            )
        {
            let sequence = object(&name.name, &column.name, "seq");
            identity.sequence = Some(Name { namespace: name.namespace.clone(), name: sequence });
        }
    }
}
