//! Views: those that differ, and those that stand in the way of a change to what they read.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::order::Stages;
use crate::diff::sort::{self, Needs};
use crate::diff::{States, enums, key, object::keys};
use crate::error::Error;
use crate::op::text;
use crate::schema::{Name, View};

/// What moves below the views, by table: columns that go, columns that are recast or made anew.
#[derive(Default)]
struct Moved<'a> {
    dropped_tables: BTreeSet<&'a Name>,
    dropped: BTreeMap<&'a Name, BTreeSet<&'a str>>,
    recast: BTreeMap<&'a Name, BTreeSet<&'a str>>,
}

pub(super) fn compare(states: &States<'_>, stages: &mut Stages, errors: &mut Vec<Error>) {
    let (base, next) = (states.base, states.next);
    if base.views.is_empty() && next.views.is_empty() {
        return;
    }
    let moved = moved(states, stages);
    let mut drops: BTreeSet<&Name> = BTreeSet::new();
    let mut creates: BTreeSet<&Name> = BTreeSet::new();
    for name in keys(&base.views, &next.views) {
        let (before, after) = (base.views.get(name), next.views.get(name));
        if let (Some(before), Some(after)) = (before, after) {
            let is_kept = is_same(before, after);
            if is_kept && let Some(what) = reads_dropped(before, &moved) {
                errors.push(broken(name, &what));
            }
            let is_pinned =
                states.dialect.capability().pins_what_is_read && reads_recast(before, &moved);
            if is_kept && !is_pinned {
                continue;
            }
        }
        drops.extend(before.map(|_| name));
        creates.extend(after.map(|_| name));
    }
    if states.dialect.capability().pins_what_is_read {
        follow(states, &mut drops, &mut creates);
    }
    let drops: Vec<View> = sorted(&base.views, &drops).into_iter().rev().cloned().collect();
    let creates: Vec<View> = sorted(&next.views, &creates).into_iter().cloned().collect();
    stages.drop_views = drops;
    stages.create_views = creates;
}

fn moved<'a>(states: &States<'a>, stages: &'a Stages) -> Moved<'a> {
    let mut moved = Moved::default();
    moved.dropped_tables.extend(stages.drops.keys());
    for (table, columns) in &stages.columns {
        moved.dropped.entry(table).or_default().extend(columns.dropped.iter().map(String::as_str));
        let recast = columns.retyped.iter().chain(&columns.recreated).chain(&columns.freed);
        moved.recast.entry(table).or_default().extend(recast.map(String::as_str));
    }
    if stages.replaced_enums.is_empty() {
        return moved;
    }
    for (name, table) in &states.base.tables {
        let recast = table.columns.iter().filter(|column| enums::is_replaced(stages, &column.ty));
        moved.recast.entry(name).or_default().extend(recast.map(|column| column.name.as_str()));
    }
    moved
}

/// The same view, however its text is laid out and whatever its readers found out about what it reads.
fn is_same(one: &View, other: &View) -> bool {
    (one.sql == other.sql || text::plain(&one.sql) == text::plain(&other.sql))
        && one.materialized == other.materialized
        && one.triggers.len() == other.triggers.len()
        && one.triggers.iter().zip(&other.triggers).all(|(a, b)| key::same_trigger(a, b))
        && one.indexes == other.indexes
        && one.comment == other.comment
}

/// The table or column that goes and that the view cannot do without.
fn reads_dropped(view: &View, moved: &Moved<'_>) -> Option<String> {
    if let Some(table) = moved.dropped_tables.iter().find(|table| reads_table(view, table)) {
        return Some(format!("table `{table}`"));
    }
    for (table, columns) in &moved.dropped {
        let mut columns = columns.iter().filter(|column| reads_column(view, table, column));
        if let Some(column) = columns.find(|column| text::mentions(&view.sql, column)) {
            return Some(format!("column `{table}.{column}`"));
        }
    }
    None
}

fn reads_recast(view: &View, moved: &Moved<'_>) -> bool {
    let all = moved.recast.iter().chain(&moved.dropped);
    all.into_iter()
        .any(|(table, columns)| columns.iter().any(|column| reads_column(view, table, column)))
}

fn reads_table(view: &View, table: &Name) -> bool {
    match view.reads.is_empty() {
        true => text::mentions(&view.sql, &table.name),
        false => view.reads.iter().any(|(read, _)| read == table),
    }
}

fn reads_column(view: &View, table: &Name, column: &str) -> bool {
    match view.reads.is_empty() {
        true => reads_table(view, table),
        false => view
            .reads
            .iter()
            .any(|(read, of)| read == table && of.as_deref().is_none_or(|of| of == column)),
    }
}

fn broken(name: &Name, what: &str) -> Error {
    Error::refused(format!("view `{name}` reads {what}, which goes"))
        .with_hint("drop or rewrite the view first, in a revision made with `db revision --empty`")
}

/// Views that read a view that goes go as well, and come back.
fn follow<'a>(
    states: &States<'a>,
    drops: &mut BTreeSet<&'a Name>,
    creates: &mut BTreeSet<&'a Name>,
) {
    loop {
        let more: Vec<&Name> = states
            .base
            .views
            .iter()
            .filter(|(name, _)| !drops.contains(*name))
            .filter(|(_, view)| drops.iter().any(|gone| reads_table(view, gone)))
            .map(|(name, _)| name)
            .collect();
        if more.is_empty() {
            return;
        }
        creates.extend(more.iter().filter(|name| states.next.views.contains_key(*name)));
        drops.extend(more);
    }
}

/// The views of those names, each after the views that it reads.
fn sorted<'a>(views: &'a BTreeMap<Name, View>, names: &BTreeSet<&Name>) -> Vec<&'a View> {
    let mut needs: Needs<Name> = Needs::new();
    for name in names {
        let Some(view) = views.get(*name) else { continue };
        let reads = names.iter().filter(|other| *other != name && reads_table(view, other));
        needs.insert((*name).clone(), reads.map(|other| ((*other).clone(), true)).collect());
    }
    sort::sort(&needs).0.iter().filter_map(|name| views.get(name)).collect()
}
