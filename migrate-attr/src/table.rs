//! `#[table(…)]`.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::Meta;

use crate::key::{Condition, Foreign, Index, Key, condition, foreign_key, index, key};
use crate::meta;
use crate::object::{Extension, Sequence, extension, sequence};
use crate::report::Report;
use crate::value::{Text, flag, identifier, once, settings, text, unknown};

/// What a struct's attributes say.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Table {
    /// Where the first of them stands.
    pub span: Option<Span>,
    pub name: Option<Text>,
    pub schema: Option<Text>,
    pub comment: Option<Text>,
    pub renamed_from: Option<Text>,
    pub strict: bool,
    pub without_rowid: bool,
    pub unlogged: bool,
    pub partition_by: Option<Text>,
    pub with: BTreeMap<String, String>,
    pub no_primary_key: bool,
    pub no_rows: bool,
    pub primary_key: Option<Key>,
    pub indexes: Vec<Index>,
    pub uniques: Vec<Key>,
    pub checks: Vec<Condition>,
    pub foreign_keys: Vec<Foreign>,
    pub excludes: Vec<Condition>,
    pub extensions: Vec<Extension>,
    pub sequences: Vec<Sequence>,
}

/// Every word of `#[table(…)]`.
pub const KNOWN: [&str; 19] = [
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
    "extension",
    "sequence",
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

const REPEATABLE: [&str; 7] =
    ["index", "unique", "check", "foreign_key", "exclude", "extension", "sequence"];

/// Reads all of a struct's `#[table(…)]`, which add up.
pub fn read(metas: &[Meta], report: &mut Report) -> Table {
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
            "extension" => table.extensions.extend(extension(arg, report)),
            "sequence" => table.sequences.extend(sequence(arg, report)),
            "foreign_key" => table.foreign_keys.push(foreign_key(arg, report)),
            _ => unknown(arg, "`#[table]`", &KNOWN, &OTHERS, report),
        }
    }
    table
}
