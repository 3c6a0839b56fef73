//! The order of ops: each after what it needs and before what it would stand in the way of. Compares nothing.
//!
//! ```text
//! containers, renames
//! views that go │ foreign keys that go │ what else must go first
//! types, sequences, functions
//! tables: alter ─> drop (who refers first) ─> create (who is referred to first)
//! foreign keys that come │ types that go │ functions and views that come │ containers that go
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::States;
use crate::diff::column::Columns;
use crate::diff::sort::{self, Needs};
use crate::diff::{enums, key};
use crate::op::{Change, Op, text};
use crate::schema::{Function, Name, Table, View};

/// What was found to differ, by the place that it takes in the order.
#[derive(Debug, Default)]
pub(super) struct Stages {
    pub create_containers: Vec<Op>,
    pub renames: Vec<Op>,
    /// In the order in which they go.
    pub drop_views: Vec<View>,
    pub drop_foreign_keys: BTreeMap<Name, Vec<Change>>,
    /// Drops and renames that free a name for another table.
    pub free_names: Vec<Op>,
    /// Changes that make way for what comes before the tables.
    pub early: BTreeMap<Name, Vec<Change>>,
    pub create_types: Vec<Op>,
    pub create_functions: Vec<Function>,
    pub replace_functions: Vec<Op>,
    pub alters: BTreeMap<Name, Vec<Change>>,
    pub drops: BTreeMap<Name, Table>,
    pub creates: BTreeMap<Name, Table>,
    /// Foreign keys, once everything is there that they refer to.
    pub late: BTreeMap<Name, Vec<Change>>,
    pub drop_types: Vec<Op>,
    pub drop_functions: Vec<Function>,
    /// In the order in which they come.
    pub create_views: Vec<View>,
    pub drop_containers: Vec<Op>,

    /// What happens to columns, for those who must know; no ops.
    pub columns: BTreeMap<Name, Columns>,
    /// Enums that are replaced by a new type of the same name; no ops.
    pub replaced_enums: BTreeSet<Name>,
}

pub(super) fn order(states: &States<'_>, mut stages: Stages) -> Vec<Op> {
    let first_drops = make_way(states, &mut stages);
    let mut ops = stages.create_containers;
    ops.append(&mut stages.renames);
    ops.extend(stages.drop_views.into_iter().map(Op::DropView));
    ops.extend(alters(stages.drop_foreign_keys));
    let (drops, last_drops) = drops(states, &mut stages.drops, &first_drops);
    ops.append(&mut stages.free_names);
    ops.extend(alters(stages.early));
    ops.extend(drops);
    ops.append(&mut stages.create_types);
    let (before, after): (Vec<_>, Vec<_>) = stages
        .create_functions
        .into_iter()
        .partition(|function| !needs_tables(function, &stages.creates));
    ops.extend(before.into_iter().map(Op::CreateFunction));
    ops.append(&mut stages.replace_functions);
    ops.extend(alters(stages.alters));
    let (before, later): (Vec<_>, Vec<_>) = stages
        .drop_functions
        .into_iter()
        .partition(|function| needs_tables(function, &stages.drops));
    ops.extend(before.into_iter().map(Op::DropFunction));
    ops.extend(last_drops);
    let triggers = later_triggers(&mut stages.creates, &after);
    ops.extend(creates(states, &stages.creates, &mut stages.late));
    ops.extend(alters(stages.late));
    ops.extend(later.into_iter().map(Op::DropFunction));
    ops.extend(stages.drop_types.into_iter().rev());
    ops.extend(after.into_iter().map(Op::CreateFunction));
    ops.extend(alters(triggers));
    ops.extend(stages.create_views.into_iter().map(Op::CreateView));
    ops.extend(stages.drop_containers.into_iter().rev());
    ops
}

fn alters(changes: BTreeMap<Name, Vec<Change>>) -> impl Iterator<Item = Op> {
    changes.into_iter().map(|(table, changes)| Op::AlterTable { table, changes })
}

/// Index names are one space over all tables: where one goes from a table and comes to another, it goes first. Returns
/// the tables that must go before types and tables change.
fn make_way(states: &States<'_>, stages: &mut Stages) -> BTreeSet<Name> {
    let named = states.dialect.capability().named_constraints;
    let mut wanted: BTreeMap<String, BTreeSet<&Name>> = BTreeMap::new();
    for (table, changes) in &stages.alters {
        for name in changes.iter().filter_map(|change| taken_name(change, named)) {
            wanted.entry(name.to_owned()).or_default().insert(table);
        }
    }
    let holds = |table: &Table| {
        let indexes = table.indexes.iter().map(|index| index.name.as_str());
        let constraints = key::names(table).into_iter().filter(|_| named);
        let own = [table.name.name.as_str()];
        indexes.chain(constraints).chain(own).any(|name| wanted.contains_key(name))
    };
    // a table that goes need not be recast before, which its rows and defaults could make fail
    let is_recast =
        |table: &Table| table.columns.iter().any(|column| enums::is_replaced(stages, &column.ty));
    let first = stages.drops.iter().filter(|(_, table)| holds(table) || is_recast(table));
    let first = first.map(|(name, _)| name.clone()).collect();
    let freed: Vec<(&Name, &Change)> = stages
        .alters
        .iter()
        .flat_map(|(table, changes)| changes.iter().map(move |change| (table, change)))
        .filter(|(_, change)| freed_name(change, named).is_some())
        .collect();
    let is_wanted = |table: &Name, change: &Change| {
        let tables = freed_name(change, named).and_then(|name| wanted.get(name));
        tables.is_some_and(|tables| tables.iter().any(|other| *other != table))
    };
    let start = (0..freed.len()).filter(|at| is_wanted(freed[*at].0, freed[*at].1)).collect();
    let moved: Vec<(Name, Change)> = chains(&freed, start, named)
        .into_iter()
        .map(|at| (freed[at].0.clone(), freed[at].1.clone()))
        .collect();
    for (table, change) in moved {
        if let Some(changes) = stages.alters.get_mut(&table) {
            changes.retain(|other| *other != change);
        }
        stages.free_names.push(Op::AlterTable { table, changes: vec![change] });
    }
    stages.alters.retain(|_, changes| !changes.is_empty());
    first
}

/// The changes of `start` and those that free the names which they take, each after what frees its name.
fn chains(freed: &[(&Name, &Change)], start: BTreeSet<usize>, named: bool) -> Vec<usize> {
    let by_name: BTreeMap<&str, usize> = freed
        .iter()
        .enumerate()
        .filter_map(|(at, (_, change))| Some((freed_name(change, named)?, at)))
        .collect();
    let mut needs: Needs<usize> = Needs::new();
    let mut open: Vec<usize> = start.into_iter().collect();
    while let Some(at) = open.pop() {
        let needed = taken_name(freed[at].1, named).and_then(|name| by_name.get(name)).copied();
        if needs.insert(at, needed.into_iter().map(|other| (other, true)).collect()).is_none() {
            open.extend(needed);
        }
    }
    sort::sort(&needs).0
}

/// The name that the change takes in the space of indexes. A constraint's is one of them only where it is named at all.
fn taken_name(change: &Change, constraints: bool) -> Option<&str> {
    match change {
        Change::AddIndex(index) => Some(&index.name),
        Change::RenameIndex { next, .. } => Some(next),
        _ if !constraints => None,
        Change::AddPrimaryKey(key) => key.name.as_deref(),
        Change::AddUnique(unique) => unique.name.as_deref(),
        Change::AddExclude(exclude) => Some(&exclude.name),
        Change::RenameConstraint { next, .. } => Some(next),
        _ => None,
    }
}

/// The name that the change leaves to others.
fn freed_name(change: &Change, constraints: bool) -> Option<&str> {
    match change {
        Change::DropIndex(index) => Some(&index.name),
        Change::RenameIndex { previous, .. } => Some(previous),
        _ if !constraints => None,
        Change::DropPrimaryKey(key) => key.name.as_deref(),
        Change::DropUnique(unique) => unique.name.as_deref(),
        Change::DropExclude(exclude) => Some(&exclude.name),
        Change::RenameConstraint { previous, .. } => Some(previous),
        _ => None,
    }
}

/// Whether a function cannot be made before those tables: its signature names one, or its body is checked when made.
fn needs_tables(function: &Function, tables: &BTreeMap<Name, Table>) -> bool {
    let is_sql = text::tokens(&function.sql).windows(3).any(|words| {
        words[0].is("language")
            && (words[2].is("sql") || words[2].text.eq_ignore_ascii_case("'sql'"))
    });
    let tokens = text::tokens(&function.sql);
    // The last of these words says in which language it is written, and names no table.
    let is_clause =
        |token: &text::Token<'_>| token.kind == text::Kind::Word && token.is("language");
    let clause = tokens.iter().rposition(is_clause);
    let words = tokens.iter().enumerate().filter(|(at, _)| Some(*at) != clause);
    let signature: String = words.map(|(_, token)| token.text).collect();
    let bodies = tokens.iter().filter_map(body);
    let bodies: Vec<String> =
        if is_sql { bodies.collect() } else { bodies.flat_map(|body| declared(&body)).collect() };
    tables.keys().any(|table| {
        text::mentions(&signature, &table.name)
            || bodies.iter().any(|body| names(body, &table.name))
    })
}

/// The types of the variables that the body of a function declares, which are looked up when it is made.
fn declared(body: &str) -> Vec<String> {
    let mut tokens = text::spoken(body).into_iter();
    let mut types = Vec::new();
    while tokens.any(|token| token.is("declare")) {
        let section: Vec<_> = tokens.by_ref().take_while(|token| !token.is("begin")).collect();
        for variable in section.split(|token| token.text == ";") {
            let words = variable.iter().skip(1).map(|token| token.text);
            let ends = |word: &str| {
                matches!(word, ":=" | ":" | "=") || word.eq_ignore_ascii_case("default")
            };
            let words: Vec<&str> = words.take_while(|word| !ends(word)).collect();
            types.push(words.join(" "));
        }
    }
    types
}

/// Whether the text has that name: in quotes, or in any case if the name is in lower case.
fn names(sql: &str, name: &str) -> bool {
    text::tokens(sql).iter().any(|token| match token.kind {
        text::Kind::Word => token.text.to_lowercase() == name,
        text::Kind::Quoted => token.identifier().as_deref() == Some(name),
        text::Kind::Literal
        | text::Kind::Number
        | text::Kind::Comment
        | text::Kind::Space
        | text::Kind::Symbol => false,
    })
}

/// What a string holds, in whichever of the two manners it is quoted.
fn body(token: &text::Token<'_>) -> Option<String> {
    if token.kind != text::Kind::Literal {
        return None;
    }
    if let Some(inner) = token.text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return Some(inner.replace("''", "'"));
    }
    let tag = token.text.get(..token.text.get(1..)?.find('$')? + 2)?;
    Some(token.text.strip_prefix(tag)?.strip_suffix(tag)?.to_owned())
}

/// What each table needs: those that it refers to, which can be put off, and those that it is a part of.
fn needs<'a>(tables: impl Iterator<Item = (&'a Name, &'a Table)>) -> Needs<Name> {
    let mut needs = Needs::new();
    for (name, table) in tables {
        let mut of: BTreeMap<Name, bool> =
            table.foreign_keys.iter().map(|key| (key.table.clone(), true)).collect();
        let parents = table
            .options
            .partition_of
            .iter()
            .map(|(parent, _)| parent)
            .chain(&table.options.inherits);
        of.extend(parents.map(|parent| (parent.clone(), false)));
        needs.insert(name.clone(), of);
    }
    needs
}

/// The triggers that call one of those functions, taken from the tables that come: they are made after it.
fn later_triggers(
    tables: &mut BTreeMap<Name, Table>,
    functions: &[Function],
) -> BTreeMap<Name, Vec<Change>> {
    let bare = |function: &Function| function.name.name.split('(').next().map(str::to_owned);
    let called: Vec<String> = functions.iter().filter_map(bare).collect();
    let mut later = BTreeMap::new();
    for (name, table) in tables {
        let calls = |trigger: &mut crate::schema::Trigger| {
            called.iter().any(|function| names(&trigger.sql, function))
        };
        let triggers = table.triggers.extract_if(.., calls).map(Change::AddTrigger);
        let triggers: Vec<Change> = triggers.collect();
        if !triggers.is_empty() {
            later.insert(name.clone(), triggers);
        }
    }
    later
}

/// The tables that come, and in `late` the foreign keys of cycles among them.
fn creates(
    states: &States<'_>,
    tables: &BTreeMap<Name, Table>,
    late: &mut BTreeMap<Name, Vec<Change>>,
) -> Vec<Op> {
    let (sorted, cut) = sort::sort(&needs(tables.iter()));
    let splits = states.dialect.capability().alter_foreign_keys;
    let mut ops = Vec::new();
    for name in sorted {
        let Some(mut table) = tables.get(&name).cloned() else { continue };
        if splits {
            let is_cut = |key: &mut crate::schema::ForeignKey| {
                cut.contains(&(name.clone(), key.table.clone()))
            };
            let keys = table
                .foreign_keys
                .extract_if(.., is_cut)
                .map(Change::AddForeignKey)
                .collect::<Vec<_>>();
            if !keys.is_empty() {
                late.insert(name, keys);
            }
        }
        ops.push(Op::CreateTable(table));
    }
    ops
}

/// The tables that go, those `first` apart, each before what it refers to. Keys of cycles go before all of them.
fn drops(
    states: &States<'_>,
    tables: &mut BTreeMap<Name, Table>,
    first: &BTreeSet<Name>,
) -> (Vec<Op>, Vec<Op>) {
    let (mut sorted, cut) = sort::sort(&needs(tables.iter()));
    sorted.reverse();
    let (mut early, mut late) = (Vec::new(), Vec::new());
    if states.dialect.capability().alter_foreign_keys {
        for (name, table) in tables.iter_mut() {
            // a key to a table that goes earlier than its turn must go before it too
            let is_cut = |key: &mut crate::schema::ForeignKey| {
                let is_sooner = first.contains(&key.table) && !first.contains(name);
                cut.contains(&(name.clone(), key.table.clone())) || is_sooner
            };
            let keys: Vec<Change> =
                table.foreign_keys.extract_if(.., is_cut).map(Change::DropForeignKey).collect();
            if !keys.is_empty() {
                early.push(Op::AlterTable { table: name.clone(), changes: keys });
            }
        }
    }
    for name in sorted {
        if let Some(table) = tables.get(&name) {
            let ops = if first.contains(&name) { &mut early } else { &mut late };
            ops.push(Op::DropTable(table.clone()));
        }
    }
    (early, late)
}
