//! Indexes as attributes say them, part by part.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::ext::IdentExt;

use super::inner;
use crate::dialect;
use crate::meta::{Arg, Literal, Value};
use crate::report::Report;
use crate::value::{
    Spanned, Text, Words, add_words, choice, flag, identifier, names, no_dialect, once, settings,
    text, unknown, words,
};

/// What an index is told.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Index {
    pub span: Span,
    pub name: Option<Text>,
    pub parts: Vec<Part>,
    pub unique: bool,
    pub nulls_not_distinct: bool,
    pub method: Option<String>,
    pub include: Vec<Text>,
    pub predicate: Option<Words>,
    pub with: BTreeMap<String, String>,
    pub comment: Option<String>,
    pub renamed_from: Option<Text>,
    pub only: Option<&'static str>,
    /// What holds for parts that say nothing themselves.
    pub order: Order,
}

/// One part of an index.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Part {
    pub span: Span,
    /// A column, or if it is no plain word an expression.
    pub key: Words,
    /// Written as a string, so that it may be an expression.
    pub expression: bool,
    pub order: Order,
}

/// How a part of an index is kept.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Order {
    pub descending: Option<bool>,
    pub nulls_first: Option<bool>,
    pub collation: Option<String>,
    pub opclass: Option<String>,
}

/// What `index(…)` takes.
pub const INDEX: [&str; 15] = [
    "columns",
    "name",
    "unique",
    "where",
    "method",
    "include",
    "with",
    "comment",
    "nulls_not_distinct",
    "renamed_from",
    "only",
    "order",
    "nulls",
    "opclass",
    "collation",
];

/// What a part of an index takes.
pub const PART: [&str; 6] = ["desc", "asc", "nulls", "opclass", "collation", "order"];

/// `index`, `index(a, b)`, `index(columns = [a(desc), "lower(b)"], name = "…", where = "…")`.
pub fn index(arg: &Arg, report: &mut Report) -> Index {
    let mut index = Index {
        span: arg.span,
        name: None,
        parts: Vec::new(),
        unique: false,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate: None,
        with: BTreeMap::new(),
        comment: None,
        renamed_from: None,
        only: None,
        order: Order::default(),
    };
    let args = inner(arg, report);
    once(args, &["expr"], report);
    for arg in args {
        index_word(arg, &mut index, report);
    }
    index
}

fn index_word(arg: &Arg, index: &mut Index, report: &mut Report) {
    match arg.word().as_str() {
        "columns" => match &arg.value {
            Value::Array(args) | Value::List(args) => {
                for arg in args {
                    index.parts.extend(part(arg, report));
                }
            }
            Value::Flag | Value::Literal { .. } | Value::Path { .. } => {
                for Spanned { value, span } in names(arg, report) {
                    index.parts.push(Part {
                        span,
                        key: plain(value),
                        expression: false,
                        order: Order::default(),
                    });
                }
            }
        },
        "name" => index.name = identifier(arg, report),
        "unique" => index.unique = flag(arg, report),
        "where" => index.predicate = words(arg, report).map(|words| words.value),
        "method" => index.method = text(arg, report).map(|text| text.value.to_lowercase()),
        "include" => index.include = names(arg, report),
        "with" => index.with = settings(arg, report),
        "comment" => index.comment = text(arg, report).map(|text| text.value),
        "nulls_not_distinct" => index.nulls_not_distinct = flag(arg, report),
        "renamed_from" => index.renamed_from = text(arg, report),
        "only" => index.only = only(arg, report),
        word if PART.contains(&word) && !matches!(arg.value, Value::Flag) => {
            order(arg, &mut index.order, report)
        }
        "desc" | "asc" => order(arg, &mut index.order, report),
        _ => {
            let is_part = matches!(arg.value, Value::Flag)
                || arg.key.is_none()
                || arg.word() == "expr"
                || matches!(&arg.value, Value::List(args) if args.iter().all(|arg| PART.contains(&arg.word().as_str())));
            if is_part {
                index.parts.extend(part(arg, report));
            } else {
                unknown(arg, "`index`", &INDEX, &[("using", "write `method = \"gin\"`")], report);
            }
        }
    }
}

fn only(arg: &Arg, report: &mut Report) -> Option<&'static str> {
    let text = text(arg, report)?;
    let dialect = dialect(&text.value);
    if dialect.is_none() {
        no_dialect(&text.value, text.span, report);
    }
    dialect
}

fn plain(text: String) -> Words {
    Words { all: Some(text), only: BTreeMap::new() }
}

/// `column`, `column(desc, nulls = "last")`, `"expression"`, `expr("expression", desc)`.
fn part(arg: &Arg, report: &mut Report) -> Option<Part> {
    let mut part =
        Part { span: arg.span, key: plain(arg.word()), expression: false, order: Order::default() };
    match (&arg.key, &arg.value) {
        (None, Value::Literal { literal: Literal::Text(_), .. }) => {
            part.key = plain(text(arg, report)?.value);
            part.expression = true;
        }
        (Some(_), Value::Flag) => {}
        (Some(key), Value::List(args)) => {
            part.expression = key.unraw() == "expr";
            if part.expression {
                part.key = Words::default();
            }
            for arg in args {
                let word = arg.word();
                if part.expression && (word.is_empty() || dialect(&word).is_some()) {
                    add_words(arg, &mut part.key, report);
                } else if PART.contains(&word.as_str()) {
                    order(arg, &mut part.order, report);
                } else {
                    unknown(arg, "a part of an index", &PART, &[], report);
                }
            }
        }
        _ => {
            report.error(
                arg.span,
                "this is no part of an index",
                "write a column, `column(desc)`, or an expression in quotes",
            );
            return None;
        }
    }
    Some(part)
}

fn order(arg: &Arg, order: &mut Order, report: &mut Report) {
    match arg.word().as_str() {
        "desc" => order.descending = Some(flag(arg, report)),
        "asc" => order.descending = Some(!flag(arg, report)),
        "order" => {
            order.descending = choice(arg, &["asc", "desc"], report).map(|word| word == "desc")
        }
        "nulls" => {
            order.nulls_first = choice(arg, &["first", "last"], report).map(|word| word == "first")
        }
        "opclass" => order.opclass = text(arg, report).map(|text| text.value),
        "collation" => order.collation = text(arg, report).map(|text| text.value),
        other => debug_assert!(false, "`{other}` is none of an index part's words"),
    }
}
