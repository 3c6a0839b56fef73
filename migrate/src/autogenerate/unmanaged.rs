//! What a live database holds and nobody here has made: neither the history nor the models know it. Decides nothing about
//! it.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Column, ForeignKey, Index, Name, Schema, Subject, Table, Unique};

/// What is nobody's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unmanaged {
    /// Tables, and columns, indexes and constraints of tables that are ours, for which models have words.
    pub subjects: BTreeSet<Subject>,
    /// The objects for which they have none: views, functions, extensions, domains, sequences, partitions; and the
    /// triggers of tables that are ours, each on a table that holds nothing else.
    pub rest: Schema,
}

/// What of `live` none of `known` has, all physical schemas of one dialect.
pub fn unmanaged(live: &Schema, known: &[&Schema]) -> Unmanaged {
    let mut found = Unmanaged::default();
    for (name, table) in &live.tables {
        let tables: Vec<&Table> =
            known.iter().filter_map(|schema| schema.tables.get(name)).collect();
        if !tables.is_empty() {
            parts(table, &tables, &mut found);
        } else if table.is_handmade() {
            found.rest.tables.insert(name.clone(), table.clone());
        } else {
            found.subjects.insert(Subject::Table(name.clone()));
        }
    }
    let rest = &mut found.rest;
    rest.domains = strange(&live.domains, known, |schema| &schema.domains);
    rest.sequences = strange(&live.sequences, known, |schema| &schema.sequences);
    rest.views = strange(&live.views, known, |schema| &schema.views);
    // The types of arguments are spelled in many ways, so a function is known by its name alone.
    let called = |name: &Name| {
        (name.namespace.clone(), name.name.split('(').next().unwrap_or_default().to_owned())
    };
    let functions: BTreeSet<_> =
        known.iter().flat_map(|schema| schema.functions.keys().map(called)).collect();
    rest.functions = live.functions.clone();
    rest.functions.retain(|name, _| !functions.contains(&called(name)));
    rest.extensions = strange(&live.extensions, known, |schema| &schema.extensions);
    let namespace = |name: &&String| !known.iter().any(|schema| schema.namespaces.contains(*name));
    rest.namespaces = live.namespaces.iter().filter(namespace).cloned().collect();
    found
}

fn strange<K: Ord + Clone, V: Clone>(
    live: &BTreeMap<K, V>,
    known: &[&Schema],
    of: fn(&Schema) -> &BTreeMap<K, V>,
) -> BTreeMap<K, V> {
    let is_strange = |name: &K| !known.iter().any(|schema| of(schema).contains_key(name));
    let found = live.iter().filter(|(name, _)| is_strange(name));
    found.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The parts of a table that none of `known`, its states here, has.
fn parts(live: &Table, known: &[&Table], found: &mut Unmanaged) {
    let name = || live.name.clone();
    let is_known = |test: &dyn Fn(&Table) -> bool| known.iter().any(|table| test(table));
    for Column { name: column, .. } in &live.columns {
        let same = |other: &Column| other.name.eq_ignore_ascii_case(column);
        if !is_known(&|table| table.columns.iter().any(same)) {
            found.subjects.insert(Subject::Column(name(), column.clone()));
        }
    }
    for Index { name: index, .. } in &live.indexes {
        if !is_known(&|table| table.indexes.iter().any(|other| other.name == *index)) {
            found.subjects.insert(Subject::Index(name(), index.clone()));
        }
    }
    let mut constraint = |own: &Option<String>, is_known: bool| {
        if let (Some(own), false) = (own, is_known) {
            found.subjects.insert(Subject::Constraint(name(), own.clone()));
        }
    };
    for unique in &live.uniques {
        let same = |other: &Unique| other.name == unique.name || other.columns == unique.columns;
        constraint(&unique.name, is_known(&|table| table.uniques.iter().any(same)));
    }
    for key in &live.foreign_keys {
        let same = |other: &ForeignKey| {
            other.name == key.name || other.columns == key.columns && other.table == key.table
        };
        constraint(&key.name, is_known(&|table| table.foreign_keys.iter().any(same)));
    }
    for check in &live.checks {
        let known = is_known(&|table| table.checks.iter().any(|other| other.name == check.name));
        constraint(&check.name, known);
    }
    for exclude in &live.excludes {
        let same = |table: &Table| table.excludes.iter().any(|other| other.name == exclude.name);
        constraint(&Some(exclude.name.clone()), is_known(&same));
    }
    let strange =
        |name: &str| !is_known(&|table| table.triggers.iter().any(|one| one.name == name));
    let triggers: Vec<_> =
        live.triggers.iter().filter(|trigger| strange(&trigger.name)).cloned().collect();
    if !triggers.is_empty() {
        let table = Table { name: name(), triggers, ..Table::default() };
        found.rest.tables.insert(name(), table);
    }
}

/// Gives the tables of `next` those parts of `live` that are `unmanaged`, so that they stay.
pub fn keep(next: &mut Schema, live: &Schema, unmanaged: &BTreeSet<Subject>) {
    for subject in unmanaged {
        let (Subject::Column(table, name)
        | Subject::Index(table, name)
        | Subject::Constraint(table, name)) = subject
        else {
            continue;
        };
        if let (Some(next), Some(live)) = (next.tables.get_mut(table), live.tables.get(table)) {
            keep_part(next, live, subject, name);
        }
    }
}

fn keep_part(next: &mut Table, live: &Table, subject: &Subject, name: &str) {
    fn take<T: Clone>(next: &mut Vec<T>, live: &[T], is_it: impl Fn(&T) -> bool) {
        if !next.iter().any(&is_it) {
            next.extend(live.iter().find(|one| is_it(one)).cloned());
        }
    }
    match subject {
        Subject::Column(..) => take(&mut next.columns, &live.columns, |one| one.name == name),
        Subject::Index(..) => take(&mut next.indexes, &live.indexes, |one| one.name == name),
        Subject::Constraint(..) => {
            let is_it = |own: &Option<String>| own.as_deref() == Some(name);
            take(&mut next.uniques, &live.uniques, |one| is_it(&one.name));
            take(&mut next.foreign_keys, &live.foreign_keys, |one| is_it(&one.name));
            take(&mut next.checks, &live.checks, |one| is_it(&one.name));
            take(&mut next.excludes, &live.excludes, |one| one.name == name);
        }
        Subject::Table(_)
        | Subject::Enum(_)
        | Subject::Domain(_)
        | Subject::Sequence(_)
        | Subject::Extension(_) => {}
    }
}

impl Unmanaged {
    /// Each thing as a person may name it, in one order, with what it is.
    pub fn told(&self) -> Vec<String> {
        let mut told: Vec<String> = self.subjects.iter().map(ToString::to_string).collect();
        let rest = &self.rest;
        let mut names = |kind: &str, names: Vec<&Name>| {
            told.extend(names.iter().map(|name| format!("{kind} `{name}`")));
        };
        let handmade = |table: &&Table| table.is_handmade();
        names("domain", rest.domains.keys().collect());
        names("sequence", rest.sequences.keys().collect());
        names("table", rest.tables.values().filter(handmade).map(|table| &table.name).collect());
        names("view", rest.views.keys().collect());
        names("function", rest.functions.keys().collect());
        told.extend(rest.extensions.keys().map(|name| format!("extension `{name}`")));
        for table in rest.tables.values().filter(|table| !table.is_handmade()) {
            let triggers = table.triggers.iter();
            told.extend(
                triggers.map(|one| format!("trigger `{}` of table `{}`", one.name, table.name)),
            );
        }
        told
    }
}
