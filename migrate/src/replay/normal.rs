//! A schema as it reads after being written as SQL and replayed: the form in which it can be compared with a replayed
//! history. A table that was read so before, and on which nothing else has a bearing, is not written and read again.

use std::collections::{BTreeMap, BTreeSet};

use super::Replay;
use super::world::same;
use crate::codec_of_structs;
use crate::dialect::{self, Dialect};
use crate::diff::{self, Hints};
use crate::error::{Error, Result};
use crate::memory::{self, Memory};
use crate::schema::{Column, Domain, Enum, ForeignKey, Identity, Name, Schema, Table, Type, View};

/// `wanted`, a physical schema, as it reads after being written as SQL and replayed.
///
/// # Errors
///
/// When the dialect cannot create it, or when what it writes cannot be read back.
pub fn normalize(dialect: &dyn Dialect, wanted: &Schema) -> Result<Schema> {
    let empty = Schema::default();
    let ops = diff::diff(&empty, wanted, &Hints::default(), dialect).map_err(|errors| {
        errors
            .into_iter()
            .next()
            .unwrap_or_else(|| Error::unsupported("the schema cannot be created"))
    })?;
    let statements = dialect::render(dialect, &ops, &empty)?;
    // They hold the whole schema once more.
    drop(ops);
    let mut replay = Replay::new(dialect);
    for statement in &statements {
        if let Some(unread) = replay.apply(&statement.sql).into_iter().next() {
            return Err(Error::unsupported(format!(
                "`{}` cannot be read back: {}",
                unread.text, unread.reason
            )));
        }
    }
    let mut read = replay.finish();
    forget_sequences(&mut read, wanted);
    Ok(read)
}

/// Forgets what sequences are called where `wanted` does not say it: that depends on what was made before them.
pub(crate) fn forget_sequences(read: &mut Schema, wanted: &Schema) {
    for (name, table) in &mut read.tables {
        let Some(wanted) = wanted.tables.get(name) else { continue };
        for column in &mut table.columns {
            let says = wanted.column(&column.name).and_then(|column| column.identity.as_ref());
            if let (Some(identity), Some(Identity { sequence: None, .. })) =
                (&mut column.identity, says)
            {
                identity.sequence = None;
            }
        }
    }
}

/// As [`normalize`], but a table that `memory` knows is neither written nor read.
///
/// # Errors
///
/// As for [`normalize`].
pub fn normalize_remembered(
    dialect: &dyn Dialect,
    wanted: &Schema,
    memory: &mut dyn Memory,
) -> Result<Schema> {
    if !memory.keeps() {
        return normalize(dialect, wanted);
    }
    let mut known: BTreeMap<&Name, Table> = BTreeMap::new();
    let mut unknown: BTreeMap<&Name, Option<Vec<u8>>> = BTreeMap::new();
    for (name, table) in &wanted.tables {
        if !stands_alone(table, wanted) {
            unknown.insert(name, None);
            continue;
        }
        let question = memory::question(dialect.name(), &setting(dialect, wanted, table));
        if let Some(table) = memory::recall(memory, &question) {
            known.insert(name, table);
        } else {
            unknown.insert(name, Some(question));
        }
    }
    let part = around(dialect, wanted, &unknown);
    let mut read = normalize(dialect, &part)?;
    read.tables.retain(|name, _| unknown.contains_key(name));
    for (name, question) in unknown {
        if let (Some(question), Some(table)) = (question, read.tables.get(name)) {
            memory.keep(question, crate::codec::encode(table));
        }
    }
    read.tables.extend(known.into_iter().map(|(name, table)| (name.clone(), table)));
    Ok(read)
}

/// All that has a bearing on how a table reads.
struct Setting {
    table: Table,
    /// Of each foreign key the table that is found for it, and how that spells the columns.
    referred: Vec<Option<(Name, Vec<Option<String>>)>>,
    enums: Vec<Enum>,
    domains: Vec<Domain>,
    /// What the database's own words for a type may also mean.
    types: Vec<Name>,
}

codec_of_structs! {
    Setting { table, referred, enums, domains, types }
}

fn setting(dialect: &dyn Dialect, wanted: &Schema, table: &Table) -> Setting {
    let named = || table.columns.iter().filter_map(|column| name_of(&column.ty));
    let is_raw = |column: &Column| matches!(column.ty.element(), Type::Raw(_));
    let types = wanted.enums.keys().chain(wanted.domains.keys());
    Setting {
        table: table.clone(),
        referred: table.foreign_keys.iter().map(|key| spelled(dialect, wanted, key)).collect(),
        enums: named().filter_map(|name| wanted.enums.get(name)).cloned().collect(),
        domains: named().filter_map(|name| wanted.domains.get(name)).cloned().collect(),
        types: types.filter(|_| table.columns.iter().any(is_raw)).cloned().collect(),
    }
}

fn name_of(ty: &Type) -> Option<&Name> {
    match ty.element() {
        Type::Named(name) => Some(name),
        _ => None,
    }
}

fn spelled(
    dialect: &dyn Dialect,
    wanted: &Schema,
    key: &ForeignKey,
) -> Option<(Name, Vec<Option<String>>)> {
    let capability = dialect.capability();
    let parent = target(dialect, wanted, key)?;
    let own = parent.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let columns = if key.references.is_empty() { own } else { &key.references };
    let spelling = |name: &String| {
        let found = parent.columns.iter().find(|column| same(capability, &column.name, name));
        found.map(|column| column.name.clone())
    };
    Some((parent.name.clone(), columns.iter().map(spelling).collect()))
}

/// The table that a foreign key refers to.
fn target<'s>(dialect: &dyn Dialect, wanted: &'s Schema, key: &ForeignKey) -> Option<&'s Table> {
    wanted.tables.get(&key.table).or_else(|| {
        if !dialect.capability().case_insensitive {
            return None;
        }
        wanted.tables.values().find(|table| {
            table.name.namespace == key.table.namespace
                && table.name.name.eq_ignore_ascii_case(&key.table.name)
        })
    })
}

/// Whether nothing but what [`setting`] tells has a bearing on the table. What others are called has none, since every name
/// is written out.
fn stands_alone(table: &Table, wanted: &Schema) -> bool {
    let options = &table.options;
    let asks_sequence = |column: &Column| {
        let default = column.default.as_ref().map_or("", |default| &default.0);
        default.to_ascii_lowercase().contains("nextval")
    };
    options.inherits.is_empty()
        && options.partition_of.is_none()
        && options.module.is_none()
        && table.triggers.is_empty()
        && (wanted.sequences.is_empty() || !table.columns.iter().any(asks_sequence))
}

/// The part of `wanted` that must be written for the `unknown` tables, and all that is no table, to read as within the
/// whole.
fn around(
    dialect: &dyn Dialect,
    wanted: &Schema,
    unknown: &BTreeMap<&Name, Option<Vec<u8>>>,
) -> Schema {
    let mut whole: BTreeSet<&Name> = unknown.keys().copied().collect();
    let texts = texts(wanted);
    for (name, table) in &wanted.tables {
        let is_owner = |(owner, _): &(Name, String)| owner == name;
        let owns = wanted.sequences.values().any(|one| one.owned_by.as_ref().is_some_and(is_owner));
        if owns || texts.contains(&name.name.to_lowercase()) {
            whole.insert(name);
        }
        let options = &table.options;
        let parents = options.inherits.iter().chain(options.partition_of.iter().map(|(of, _)| of));
        whole.extend(parents);
    }
    let mut tables: BTreeMap<Name, Table> = BTreeMap::new();
    for table in whole.iter().filter_map(|name| wanted.tables.get(*name)) {
        for parent in table.foreign_keys.iter().filter_map(|key| target(dialect, wanted, key)) {
            tables.entry(parent.name.clone()).or_insert_with(|| outline(parent));
        }
    }
    for table in whole.iter().filter_map(|name| wanted.tables.get(*name)) {
        tables.insert(table.name.clone(), table.clone());
    }
    // One that only a table names is created for it, also where that table is known.
    let of_tables = wanted.tables.keys().filter_map(|name| name.namespace.clone());
    Schema {
        namespaces: wanted.namespaces.iter().cloned().chain(of_tables).collect(),
        extensions: wanted.extensions.clone(),
        enums: wanted.enums.clone(),
        domains: wanted.domains.clone(),
        sequences: wanted.sequences.clone(),
        tables,
        views: wanted.views.clone(),
        functions: wanted.functions.clone(),
        opaque: wanted.opaque.clone(),
    }
}

/// The text of all that may speak of tables, in lower case.
fn texts(wanted: &Schema) -> String {
    let of_view = |view: &View| {
        view.triggers.iter().fold(view.sql.clone(), |text, trigger| text + "\n" + &trigger.sql)
    };
    let views = wanted.views.values().map(of_view);
    let functions = wanted.functions.values().map(|function| function.sql.clone());
    let triggers = wanted.tables.values().flat_map(|table| &table.triggers);
    let all = views.chain(functions).chain(triggers.map(|trigger| trigger.sql.clone()));
    all.collect::<Vec<String>>().join("\n").to_lowercase()
}

/// What of a table others can refer to.
fn outline(table: &Table) -> Table {
    Table {
        name: table.name.clone(),
        columns: table.columns.clone(),
        primary_key: table.primary_key.clone(),
        uniques: table.uniques.clone(),
        ..Table::default()
    }
}
