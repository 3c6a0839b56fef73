//! `#[table(…)]`.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::Meta;

use super::key::{Condition, Foreign, Index, Key, condition, foreign_key, index, key};
use super::meta;
use super::value::{Text, flag, identifier, once, settings, text, unknown};
use crate::report::Report;

/// What a struct's attributes say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// Where the first of them stands.
    pub(crate) span: Option<Span>,
    pub(crate) name: Option<Text>,
    pub(crate) schema: Option<Text>,
    pub(crate) comment: Option<Text>,
    pub(crate) renamed_from: Option<Text>,
    pub(crate) strict: bool,
    pub(crate) without_rowid: bool,
    pub(crate) unlogged: bool,
    pub(crate) partition_by: Option<Text>,
    pub(crate) with: BTreeMap<String, String>,
    pub(crate) no_primary_key: bool,
    pub(crate) no_rows: bool,
    pub(crate) primary_key: Option<Key>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) uniques: Vec<Key>,
    pub(crate) checks: Vec<Condition>,
    pub(crate) foreign_keys: Vec<Foreign>,
    pub(crate) excludes: Vec<Condition>,
}

const KNOWN: [&str; 17] = [
    "name",
    "schema",
    "comment",
    "index",
    "unique",
    "check",
    "foreign_key",
    "primary_key",
    "exclude",
    "renamed_from",
    "strict",
    "without_rowid",
    "unlogged",
    "partition_by",
    "with",
    "no_primary_key",
    "no_rows",
];

const OTHERS: [(&str, &str); 5] = [
    ("table_name", "write `name = \"…\"`"),
    ("rename", "write `name = \"…\"`"),
    ("namespace", "write `schema = \"…\"`"),
    (
        "references",
        "write `foreign_key(columns = [a], references = \"t(a)\")`, or `references` on the field",
    ),
    ("indexes", "write `index(…)`, as often as needed"),
];

const REPEATABLE: [&str; 5] = ["index", "unique", "check", "foreign_key", "exclude"];

/// Reads all of a struct's `#[table(…)]`, which add up.
pub(crate) fn read(metas: &[Meta], report: &mut Report) -> Table {
    let mut table = Table::default();
    let mut args = Vec::new();
    for meta in metas.iter().filter(|meta| meta.path().is_ident("table")) {
        table.span = table.span.or_else(|| Some(meta::word_span(meta.path())));
        args.extend(meta::read(meta, report));
    }
    once(&args, &REPEATABLE, report);
    for arg in &args {
        match arg.word().as_str() {
            "name" => table.name = identifier(arg, report),
            "schema" => table.schema = identifier(arg, report),
            "comment" => table.comment = text(arg, report),
            "renamed_from" => table.renamed_from = text(arg, report),
            "strict" => table.strict = flag(arg, report),
            "without_rowid" => table.without_rowid = flag(arg, report),
            "unlogged" => table.unlogged = flag(arg, report),
            "partition_by" => table.partition_by = text(arg, report),
            "with" => table.with = settings(arg, report),
            "no_primary_key" => table.no_primary_key = flag(arg, report),
            "no_rows" => table.no_rows = flag(arg, report),
            "primary_key" => table.primary_key = Some(key(arg, report)),
            "index" => table.indexes.push(index(arg, report)),
            "unique" => table.uniques.push(key(arg, report)),
            "check" => table.checks.extend(condition(arg, report)),
            "exclude" => table.excludes.extend(condition(arg, report)),
            "foreign_key" => table.foreign_keys.push(foreign_key(arg, report)),
            _ => unknown(arg, "`#[table]`", &KNOWN, &OTHERS, report),
        }
    }
    table
}
