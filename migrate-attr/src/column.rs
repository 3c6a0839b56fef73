//! `#[column(…)]`.

use proc_macro2::Span;
use syn::Meta;

use crate::key::{Condition, Foreign, Index, Key, condition, foreign_word, index, key};
use crate::meta::{self, Arg, Literal, Value};
use crate::report::Report;
use crate::value::{
    Spanned, Text, Words, choice, flag, identifier, number, once, text, unknown, words,
};

/// How the database numbers a column; what is not said is the database's own choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Identity {
    pub kind: IdentityKind,
    pub start: Option<i64>,
    pub increment: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub cache: Option<i64>,
    pub cycle: bool,
    pub sequence: Option<String>,
}

/// The manners of numbering.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IdentityKind {
    /// Where no number is given; what `auto` means.
    #[default]
    ByDefault,
    /// Whatever is given.
    Always,
    /// PostgreSQL's `serial`.
    Serial,
}

/// What a field's attributes say.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Column {
    pub name: Option<Text>,
    pub primary_key: Option<Key>,
    pub identity: Option<Spanned<Identity>>,
    pub uniques: Vec<Key>,
    pub indexes: Vec<Index>,
    pub max_length: Option<Spanned<u32>>,
    pub precision: Option<Spanned<u32>>,
    pub scale: Option<Spanned<i32>>,
    pub default: Option<Arg>,
    pub default_sql: Option<Spanned<Words>>,
    pub ty: Option<Spanned<Words>>,
    pub foreign: Option<Foreign>,
    pub checks: Vec<Condition>,
    pub renamed_from: Option<Text>,
    pub backfill: Option<Spanned<Words>>,
    pub using: Option<Spanned<Words>>,
    pub collation: Option<Spanned<Words>>,
    pub comment: Option<Text>,
    pub generated: Option<Spanned<Words>>,
    pub stored: Option<Spanned<bool>>,
    pub flatten: Option<Span>,
    pub skip: Option<Span>,
    /// Any of the words but `flatten` and `skip`, which go with no other.
    pub other: Option<Span>,
}

/// Every word of `#[column(…)]`.
pub const KNOWN: [&str; 30] = [
    "primary_key",
    "auto",
    "identity",
    "unique",
    "index",
    "name",
    "max_length",
    "precision",
    "scale",
    "default",
    "default_sql",
    "type",
    "references",
    "on_delete",
    "on_update",
    "deferrable",
    "match_full",
    "external",
    "constraint",
    "check",
    "renamed_from",
    "backfill",
    "using",
    "collation",
    "comment",
    "generated",
    "stored",
    "virtual",
    "flatten",
    "skip",
];

const OTHERS: [(&str, &str); 12] = [
    ("nullable", "write the type as `Option<…>`: it alone says that a column may be NULL"),
    ("null", "write the type as `Option<…>`: it alone says that a column may be NULL"),
    ("not_null", "leave it out: only `Option<…>` may be NULL"),
    ("pk", "write `primary_key`"),
    ("id", "write `primary_key`"),
    ("autoincrement", "write `auto`"),
    ("auto_increment", "write `auto`"),
    ("length", "write `max_length = …`"),
    ("max_len", "write `max_length = …`"),
    ("sql_type", "write `type = \"…\"`"),
    ("foreign_key", "write `references = \"table.column\"`; its name is `constraint = \"…\"`"),
    ("rename", "write `name = \"…\"`"),
];

/// Reads all of a field's `#[column(…)]`, which add up.
pub fn read(metas: &[Meta], report: &mut Report) -> Column {
    let mut column = Column::default();
    let mut args = Vec::new();
    for meta in metas.iter().filter(|meta| meta.path().is_ident("column")) {
        args.extend(meta::read(meta, report));
    }
    once(&args, &["index", "unique", "check"], report);
    let mut constraint = Vec::new();
    for arg in &args {
        match arg.word().as_str() {
            "flatten" => column.flatten = flag(arg, report).then_some(arg.span),
            "skip" => column.skip = flag(arg, report).then_some(arg.span),
            word => {
                column.other = column.other.or(Some(arg.span));
                match word {
                    "references" | "on_delete" | "on_update" | "deferrable" | "match_full"
                    | "external" => {
                        let foreign = column.foreign.get_or_insert_with(|| Foreign::new(arg.span));
                        if word == "references" {
                            foreign.span = arg.span;
                        }
                        foreign_word(arg, foreign, report);
                    }
                    "constraint" => constraint.extend(identifier(arg, report)),
                    _ => word_of_column(arg, &mut column, report),
                }
            }
        }
    }
    let referring = args.iter().any(|arg| arg.word() == "references");
    finish_foreign(&mut column, constraint, referring, report);
    column
}

fn finish_foreign(
    column: &mut Column,
    constraint: Vec<Text>,
    referring: bool,
    report: &mut Report,
) {
    match &mut column.foreign {
        Some(foreign) => {
            foreign.name = constraint.into_iter().next();
            if !referring {
                report.error(
                    foreign.span,
                    "this needs `references`",
                    "write `references = \"table.column\"`",
                );
            }
        }
        None => {
            for name in constraint {
                report.error(
                    name.span,
                    "`constraint` names a foreign key",
                    "write `references = \"table.column\"` too",
                );
            }
        }
    }
}

fn word_of_column(arg: &Arg, column: &mut Column, report: &mut Report) {
    match arg.word().as_str() {
        "name" => column.name = identifier(arg, report),
        "primary_key" => column.primary_key = Some(key(arg, report)),
        "auto" => {
            if flag(arg, report) {
                let identity = Identity::default();
                column.identity = Some(Spanned { value: identity, span: arg.span });
            }
        }
        "identity" => column.identity = identity(arg, report),
        "unique" => column.uniques.push(key(arg, report)),
        "index" => column.indexes.push(index(arg, report)),
        "max_length" => column.max_length = spanned(arg, number(arg, report)),
        "precision" => column.precision = spanned(arg, number(arg, report)),
        "scale" => column.scale = spanned(arg, number(arg, report)),
        "default" => column.default = Some(arg.clone()),
        "default_sql" => column.default_sql = words(arg, report),
        "type" => column.ty = type_words(arg, report),
        "check" => column.checks.extend(condition(arg, report)),
        "renamed_from" => column.renamed_from = text(arg, report),
        "backfill" => column.backfill = words(arg, report),
        "using" => column.using = words(arg, report),
        "collation" => column.collation = words(arg, report),
        "comment" => column.comment = text(arg, report),
        "generated" => column.generated = words(arg, report),
        "stored" => column.stored = spanned(arg, Some(flag(arg, report))),
        "virtual" => column.stored = spanned(arg, Some(!flag(arg, report))),
        _ => unknown(arg, "`#[column]`", &KNOWN, &OTHERS, report),
    }
}

/// `type = "…"`; an empty text is a column without a type, which SQLite has.
fn type_words(arg: &Arg, report: &mut Report) -> Option<Spanned<Words>> {
    match &arg.value {
        Value::Literal { literal: Literal::Text(text), span } if text.trim().is_empty() => {
            let value = Words { all: Some(String::new()), ..Words::default() };
            Some(Spanned { value, span: *span })
        }
        Value::List(args) => {
            let is_empty = |arg: &&Arg| matches!(&arg.value, Value::Literal { literal: Literal::Text(text), .. } if text.trim().is_empty());
            let (none, some): (Vec<&Arg>, Vec<&Arg>) = args.iter().partition(is_empty);
            let dialects = none.iter().filter_map(|arg| crate::dialect(&arg.word()));
            let only = dialects.map(|dialect| (dialect, String::new())).collect();
            let mut value = Words { all: None, only };
            if some.is_empty() && !value.only.is_empty() {
                return Some(Spanned { value, span: arg.span });
            }
            let list = Value::List(some.into_iter().cloned().collect());
            let said = words(&Arg { value: list, ..arg.clone() }, report)?;
            value.all = said.value.all;
            value.only.extend(said.value.only);
            Some(Spanned { value, span: said.span })
        }
        Value::Flag | Value::Literal { .. } | Value::Path { .. } | Value::Array(_) => {
            words(arg, report)
        }
    }
}

fn spanned<T>(arg: &Arg, value: Option<T>) -> Option<Spanned<T>> {
    value.map(|value| Spanned { value, span: arg.span })
}

/// What `identity(…)` takes.
pub const IDENTITY: [&str; 10] = [
    "always",
    "by_default",
    "serial",
    "start",
    "increment",
    "min",
    "max",
    "cache",
    "cycle",
    "sequence",
];

/// `identity = "always"`, or `identity(always, start = 1000, increment = 10)`.
fn identity(arg: &Arg, report: &mut Report) -> Option<Spanned<Identity>> {
    let mut identity = Identity::default();
    match &arg.value {
        Value::Flag => {}
        Value::List(args) => {
            once(args, &[], report);
            for arg in args {
                match arg.word().as_str() {
                    "always" => identity.kind = IdentityKind::Always,
                    "by_default" => identity.kind = IdentityKind::ByDefault,
                    "serial" => identity.kind = IdentityKind::Serial,
                    "start" => identity.start = number(arg, report),
                    "increment" => identity.increment = number(arg, report),
                    "min" => identity.min = number(arg, report),
                    "max" => identity.max = number(arg, report),
                    "cache" => identity.cache = number(arg, report),
                    "cycle" => identity.cycle = flag(arg, report),
                    "sequence" => {
                        identity.sequence = identifier(arg, report).map(|text| text.value)
                    }
                    _ => unknown(arg, "`identity`", &IDENTITY, &[], report),
                }
            }
        }
        Value::Literal { .. } | Value::Path { .. } | Value::Array(_) => {
            identity.kind = match choice(arg, &["always", "by default", "serial"], report)? {
                "always" => IdentityKind::Always,
                "serial" => IdentityKind::Serial,
                _ => IdentityKind::ByDefault,
            };
        }
    }
    Some(Spanned { value: identity, span: arg.span })
}
