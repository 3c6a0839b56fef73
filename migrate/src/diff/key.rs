//! Keys, constraints, indexes and triggers of one table: matched by name and contents, then by contents alone.

use std::collections::BTreeSet;

use crate::dialect::Capability;
use crate::diff::column::Columns;
use crate::op::{Change, text};
use crate::schema::{
    Check, Exclude, Expr, ForeignKey, Index, IndexKey, PrimaryKey, Table, Trigger, Unique,
};

/// How the keys of a table change: what must go before its columns change, and what comes after.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Triggers first, keys last: what stands on others goes first.
    pub drops: Vec<Change>,
    /// Renames, after the drops have freed names.
    pub renames: Vec<Change>,
    /// Keys first, triggers last.
    pub adds: Vec<Change>,
}

/// What is known of one kind of thing on a table.
struct Kind<'a, T> {
    name: fn(&T) -> Option<&str>,
    /// Equal but for the name.
    same: fn(&T, &T) -> bool,
    /// Whether it stands on one of the columns that are made anew.
    stands_on: &'a dyn Fn(&T) -> bool,
    has_names: bool,
}

/// The outcome of matching: gone, new, and of another name.
struct Matched<'a, T> {
    dropped: Vec<&'a T>,
    added: Vec<&'a T>,
    renamed: Vec<(&'a T, &'a T)>,
    kept: Vec<(&'a T, &'a T)>,
}

fn matched<'a, T>(previous: &'a [T], next: &'a [T], kind: &Kind<'_, T>) -> Matched<'a, T> {
    let mut dropped: Vec<&T> = previous.iter().collect();
    let mut added: Vec<&T> = next.iter().collect();
    let mut pairs = Vec::new();
    for by_name in [true, false] {
        added.retain(|after| {
            let fits = |before: &&T| {
                let is_named =
                    (kind.name)(before).is_some() && (kind.name)(before) == (kind.name)(after);
                (is_named || !by_name) && (kind.same)(before, after)
            };
            let found = dropped.iter().position(fits);
            pairs.extend(found.map(|at| (dropped.remove(at), *after)));
            found.is_none()
        });
    }
    sort_out(pairs, dropped, added, kind)
}

/// Pairs on columns that are made anew go and come; pairs of two names are renamed if the new name is free by then.
fn sort_out<'a, T>(
    pairs: Vec<(&'a T, &'a T)>,
    mut dropped: Vec<&'a T>,
    mut added: Vec<&'a T>,
    kind: &Kind<'_, T>,
) -> Matched<'a, T> {
    let (mut renamed, mut kept) = (Vec::new(), Vec::new());
    let taken: BTreeSet<&str> =
        pairs.iter().filter_map(|(before, _)| (kind.name)(before)).collect();
    for (before, after) in pairs {
        let differs = match ((kind.name)(before), (kind.name)(after)) {
            (Some(before), Some(after)) => kind.has_names && before != after,
            (Some(_), None) | (None, Some(_)) | (None, None) => false,
        };
        let is_taken = differs && (kind.name)(after).is_some_and(|name| taken.contains(name));
        if (kind.stands_on)(before) || (kind.stands_on)(after) || is_taken {
            dropped.push(before);
            added.push(after);
        } else if differs {
            renamed.push((before, after));
        } else {
            kept.push((before, after));
        }
    }
    let by_name = |one: &&T, other: &&T| (kind.name)(one).cmp(&(kind.name)(other));
    dropped.sort_by(by_name);
    added.sort_by(by_name);
    Matched { dropped, added, renamed, kept }
}

pub(super) fn compare(
    previous: &Table,
    next: &Table,
    columns: &Columns,
    capability: &Capability,
) -> Keys {
    let on_columns = |names: &[String]| {
        names.iter().any(|name| columns.recreated.contains(name) || columns.freed.contains(name))
    };
    let on_expr = |expr: &Expr| {
        let touched = columns.recreated.iter().chain(&columns.freed);
        touched.into_iter().any(|name| text::mentions(&expr.0, name))
    };
    let mut keys = Keys::default();
    triggers(previous, next, columns, &mut keys);
    if !capability.alter_foreign_keys {
        let kind = Kind {
            name: foreign_key_name,
            same: same_foreign_key,
            stands_on: &|_| false,
            has_names: false,
        };
        let Matched { dropped, added, .. } =
            matched(&previous.foreign_keys, &next.foreign_keys, &kind);
        keys.drops.extend(dropped.into_iter().map(|key| Change::DropForeignKey(key.clone())));
        keys.adds.extend(added.into_iter().map(|key| Change::AddForeignKey(key.clone())));
    }
    excludes(previous, next, &on_expr, &mut keys);
    let has_names = capability.named_constraints;
    let kind = Kind {
        name: check_name,
        same: same_check,
        stands_on: &|check| on_expr(&check.expr),
        has_names,
    };
    let checks = matched(&previous.checks, &next.checks, &kind);
    collect(&mut keys, checks, &kind, Change::DropCheck, Change::AddCheck);
    indexes(previous, next, &|index| index_stands_on(index, &on_columns, &on_expr), &mut keys);
    let stands_on: &dyn Fn(&Unique) -> bool =
        &|unique| on_columns(&unique.columns) || on_columns(&unique.include);
    let kind = Kind { name: unique_name, same: same_unique, stands_on, has_names };
    let uniques = matched(&previous.uniques, &next.uniques, &kind);
    collect(&mut keys, uniques, &kind, Change::DropUnique, Change::AddUnique);
    let stands_on: &dyn Fn(&PrimaryKey) -> bool =
        &|key| on_columns(&key.columns) || on_columns(&key.include);
    let kind = Kind { name: primary_key_name, same: same_primary_key, stands_on, has_names };
    let primary_keys = matched(previous.primary_key.as_slice(), next.primary_key.as_slice(), &kind);
    collect(&mut keys, primary_keys, &kind, Change::DropPrimaryKey, Change::AddPrimaryKey);
    keys.adds.sort_by_key(rank);
    keys
}

fn collect<T: Clone>(
    keys: &mut Keys,
    matched: Matched<'_, T>,
    kind: &Kind<'_, T>,
    drop: fn(T) -> Change,
    add: fn(T) -> Change,
) {
    keys.drops.extend(matched.dropped.into_iter().map(|item| drop(item.clone())));
    keys.adds.extend(matched.added.into_iter().map(|item| add(item.clone())));
    for (before, after) in matched.renamed {
        if let (Some(previous), Some(next)) = ((kind.name)(before), (kind.name)(after)) {
            keys.renames.push(Change::RenameConstraint {
                previous: previous.to_owned(),
                next: next.to_owned(),
            });
        }
    }
}

fn indexes(previous: &Table, next: &Table, stands_on: &dyn Fn(&Index) -> bool, keys: &mut Keys) {
    let kind = Kind { name: index_name, same: same_index, stands_on, has_names: true };
    let Matched { dropped, added, renamed, kept } =
        matched(&previous.indexes, &next.indexes, &kind);
    keys.drops.extend(dropped.into_iter().map(|index| Change::DropIndex(index.clone())));
    keys.adds.extend(added.into_iter().map(|index| Change::AddIndex(index.clone())));
    for (before, after) in &renamed {
        keys.renames
            .push(Change::RenameIndex { previous: before.name.clone(), next: after.name.clone() });
    }
    for (before, after) in
        kept.into_iter().chain(renamed).filter(|(before, after)| before.comment != after.comment)
    {
        keys.adds.push(Change::IndexComment {
            index: after.name.clone(),
            previous: before.comment.clone(),
            next: after.comment.clone(),
        });
    }
}

fn excludes(previous: &Table, next: &Table, stands_on: &dyn Fn(&Expr) -> bool, keys: &mut Keys) {
    let kind = Kind {
        name: |exclude: &Exclude| Some(&exclude.name),
        same: |one, other| one.definition == other.definition && one.deferrable == other.deferrable,
        stands_on: &|exclude| stands_on(&exclude.definition),
        has_names: true,
    };
    let excludes = matched(&previous.excludes, &next.excludes, &kind);
    collect(keys, excludes, &kind, Change::DropExclude, Change::AddExclude);
}

fn triggers(previous: &Table, next: &Table, columns: &Columns, keys: &mut Keys) {
    let kind = Kind {
        name: |trigger: &Trigger| Some(&trigger.name),
        same: |one, other| same_trigger(one, other),
        stands_on: &|trigger| {
            columns.recreated.iter().any(|name| reads_own_column(&trigger.sql, name))
        },
        has_names: true,
    };
    let Matched { dropped, added, .. } = matched(&previous.triggers, &next.triggers, &kind);
    keys.drops.extend(dropped.into_iter().map(|trigger| Change::DropTrigger(trigger.clone())));
    keys.adds.extend(added.into_iter().map(|trigger| Change::AddTrigger(trigger.clone())));
}

/// The same trigger, however its text is laid out.
pub(super) fn same_trigger(one: &Trigger, other: &Trigger) -> bool {
    one.name == other.name
        && (one.sql == other.sql || text::plain(&one.sql) == text::plain(&other.sql))
}

/// Whether a trigger reads that column of its own table: as `NEW.c`, `OLD.c`, or after `UPDATE OF`.
pub(super) fn reads_own_column(sql: &str, column: &str) -> bool {
    let tokens = text::tokens(sql);
    let head_end = tokens.iter().position(|token| token.is("on")).unwrap_or(tokens.len());
    let of = tokens[..head_end].iter().position(|token| token.is("of")).unwrap_or(head_end);
    (0..tokens.len()).filter(|at| tokens[*at].is(column)).any(|at| {
        let is_row =
            |name: String| name.eq_ignore_ascii_case("new") || name.eq_ignore_ascii_case("old");
        of < at && at < head_end || text::qualifier(&tokens, at).is_some_and(is_row)
    })
}

/// The order in which things come onto a table: what others refer to first.
fn rank(change: &Change) -> u8 {
    match change {
        Change::AddPrimaryKey(_) => 0,
        Change::AddUnique(_) => 1,
        Change::AddIndex(_) | Change::IndexComment { .. } => 2,
        Change::AddCheck(_) => 3,
        Change::AddExclude(_) => 4,
        Change::AddForeignKey(_) => 5,
        _ => 6,
    }
}

fn index_stands_on(
    index: &Index,
    columns: &dyn Fn(&[String]) -> bool,
    expr: &dyn Fn(&Expr) -> bool,
) -> bool {
    columns(&index.include)
        || index.predicate.as_ref().is_some_and(expr)
        || index.parts.iter().any(|part| match &part.key {
            IndexKey::Column(column) => columns(std::slice::from_ref(column)),
            IndexKey::Expr(of) => expr(of),
        })
}

fn primary_key_name(key: &PrimaryKey) -> Option<&str> {
    key.name.as_deref()
}

fn same_primary_key(one: &PrimaryKey, other: &PrimaryKey) -> bool {
    PrimaryKey { name: None, ..one.clone() } == PrimaryKey { name: None, ..other.clone() }
}

fn unique_name(unique: &Unique) -> Option<&str> {
    unique.name.as_deref()
}

fn same_unique(one: &Unique, other: &Unique) -> bool {
    Unique { name: None, ..one.clone() } == Unique { name: None, ..other.clone() }
}

pub(super) fn foreign_key_name(key: &ForeignKey) -> Option<&str> {
    key.name.as_deref()
}

/// Two foreign keys that do the same; the primary key is what is meant where no columns are known.
pub(super) fn same_foreign_key(one: &ForeignKey, other: &ForeignKey) -> bool {
    let is_same_target = one.references == other.references
        || one.references.is_empty()
        || other.references.is_empty();
    is_same_target
        && one.table == other.table
        && one.columns == other.columns
        && one.on_delete == other.on_delete
        && one.on_update == other.on_update
        && one.match_full == other.match_full
        && one.deferrable == other.deferrable
        && one.not_valid == other.not_valid
}

fn check_name(check: &Check) -> Option<&str> {
    check.name.as_deref()
}

fn same_check(one: &Check, other: &Check) -> bool {
    one.expr == other.expr && one.not_valid == other.not_valid && one.no_inherit == other.no_inherit
}

fn index_name(index: &Index) -> Option<&str> {
    Some(&index.name)
}

fn same_index(one: &Index, other: &Index) -> bool {
    one.parts == other.parts
        && one.unique == other.unique
        && one.nulls_not_distinct == other.nulls_not_distinct
        && one.method == other.method
        && one.include == other.include
        && one.predicate == other.predicate
        && one.with == other.with
}

/// The names of a table's constraints.
pub(super) fn names(table: &Table) -> Vec<&str> {
    table
        .primary_key
        .iter()
        .filter_map(primary_key_name)
        .chain(table.uniques.iter().filter_map(unique_name))
        .chain(table.foreign_keys.iter().filter_map(foreign_key_name))
        .chain(table.checks.iter().filter_map(check_name))
        .chain(table.excludes.iter().map(|exclude| exclude.name.as_str()))
        .collect()
}

/// The pairs of foreign keys that stay, and those that go and come, matched as all constraints are.
pub(super) fn foreign_keys(
    previous: &Table,
    next: &Table,
    stands_on: &dyn Fn(&ForeignKey) -> bool,
    capability: &Capability,
) -> Keys {
    let has_names = capability.named_constraints;
    let kind = Kind { name: foreign_key_name, same: same_foreign_key, stands_on, has_names };
    let mut keys = Keys::default();
    let found = matched(&previous.foreign_keys, &next.foreign_keys, &kind);
    collect(&mut keys, found, &kind, Change::DropForeignKey, Change::AddForeignKey);
    keys
}

/// The columns of an index's parts; expressions left out.
pub(super) fn plain_columns(index: &Index) -> Vec<String> {
    let column = |key: &IndexKey| match key {
        IndexKey::Column(column) => Some(column.clone()),
        IndexKey::Expr(_) => None,
    };
    index.parts.iter().filter_map(|part| column(&part.key)).collect()
}
