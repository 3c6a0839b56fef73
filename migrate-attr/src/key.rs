//! Keys, checks and indexes as attributes say them, on a struct or on a field.

mod index;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};

use crate::dialect;
use crate::meta::{Arg, Literal, Value};
use crate::report::Report;
use crate::value::{
    Spanned, Text, Words, add_words, choice, flag, identifier, name, names, once, text, unknown,
};
pub use index::{INDEX, Index, Order, PART, Part, index};

/// What a change to a referenced row does to the rows that refer to it. The columns are those that are meant, all if
/// there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the SQL word of the same name")]
pub enum Action {
    NoAction,
    Restrict,
    Cascade,
    SetNull(Vec<String>),
    SetDefault(Vec<String>),
}

/// When a constraint is checked, if that can be put off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deferrable {
    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    Immediate,
    /// `DEFERRABLE INITIALLY DEFERRED`.
    Deferred,
}

/// What a primary key or unique constraint is told.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Key {
    pub span: Span,
    pub name: Option<Text>,
    pub columns: Vec<Text>,
    pub include: Vec<Text>,
    pub nulls_not_distinct: bool,
    pub deferrable: Option<Deferrable>,
    pub on_conflict: Option<String>,
    pub renamed_from: Option<Text>,
}

/// What a check or an exclusion is told.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Condition {
    pub span: Span,
    pub name: Option<Text>,
    pub expr: Words,
    pub no_inherit: bool,
    pub deferrable: Option<Deferrable>,
    pub renamed_from: Option<Text>,
}

/// What a foreign key is told.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Foreign {
    pub span: Span,
    pub name: Option<Text>,
    pub columns: Vec<Text>,
    pub target: Option<Target>,
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    pub match_full: bool,
    pub deferrable: Option<Deferrable>,
    pub external: bool,
    pub renamed_from: Option<Text>,
}

/// What a foreign key refers to.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Target {
    pub span: Span,
    pub table: TargetTable,
    /// The columns; the primary key if there are none.
    pub columns: Vec<Text>,
}

/// How the table referred to is named.
#[derive(Debug, Clone)]
pub enum TargetTable {
    /// By its name in the database.
    Name {
        /// The namespace, if one is said.
        namespace: Option<String>,
        /// The table.
        name: String,
    },
    /// By its struct.
    Rust(Vec<Ident>),
}

impl Foreign {
    /// One that says nothing yet.
    pub fn new(span: Span) -> Self {
        Foreign {
            span,
            name: None,
            columns: Vec::new(),
            target: None,
            on_delete: None,
            on_update: None,
            match_full: false,
            deferrable: None,
            external: false,
            renamed_from: None,
        }
    }
}

/// What `primary_key(…)` and `unique(…)` take.
pub const KEY: [&str; 8] = [
    "columns",
    "name",
    "include",
    "nulls_not_distinct",
    "deferrable",
    "on_conflict",
    "renamed_from",
    "where",
];

/// `unique`, `unique(a, b)`, `unique(columns = [a, b], name = "…")`, and `primary_key` alike.
pub fn key(arg: &Arg, report: &mut Report) -> Key {
    let mut key = Key {
        span: arg.span,
        name: None,
        columns: Vec::new(),
        include: Vec::new(),
        nulls_not_distinct: false,
        deferrable: None,
        on_conflict: None,
        renamed_from: None,
    };
    let (args, what) = (inner(arg, report), format!("`{}`", arg.word()));
    once(args, &[], report);
    for arg in args {
        match arg.word().as_str() {
            "columns" => key.columns.extend(names(arg, report)),
            "name" => key.name = identifier(arg, report),
            "include" => key.include = names(arg, report),
            "nulls_not_distinct" if what == "`unique`" => {
                key.nulls_not_distinct = flag(arg, report)
            }
            "deferrable" => key.deferrable = deferrable(arg, report),
            "on_conflict" => {
                let known = ["rollback", "abort", "fail", "ignore", "replace"];
                key.on_conflict = choice(arg, &known, report).map(str::to_uppercase);
            }
            "renamed_from" => key.renamed_from = text(arg, report),
            "where" => report.error(
                arg.span,
                "a constraint holds for all rows",
                "write `index(…, unique, where = \"…\")` for a part of them",
            ),
            _ if !positional(arg, &mut key.columns, report) => {
                unknown(arg, &what, &KEY, &[], report)
            }
            _ => {}
        }
    }
    key
}

/// A column that stands in a list without `columns =`.
fn positional(arg: &Arg, columns: &mut Vec<Text>, report: &mut Report) -> bool {
    let literal =
        arg.key.is_none() && matches!(&arg.value, Value::Literal { literal: Literal::Text(_), .. });
    if literal {
        columns.extend(text(arg, report));
    } else if matches!(arg.value, Value::Flag) {
        columns.push(Spanned { value: arg.word(), span: arg.span });
    } else {
        return false;
    }
    true
}

/// The list behind a word; none and a report if it has another value.
fn inner<'a>(arg: &'a Arg, report: &mut Report) -> &'a [Arg] {
    match &arg.value {
        Value::List(args) => args,
        Value::Flag => &[],
        Value::Literal { .. } | Value::Path { .. } | Value::Array(_) => {
            let word = arg.word();
            report.error(
                arg.span,
                format!("`{word}` takes a list in parentheses"),
                format!("write `{word}` alone or `{word}(…)`; its name goes there too: `{word}(name = \"…\")`"),
            );
            &[]
        }
    }
}

/// `deferrable`, or `deferrable = "deferred"`.
pub fn deferrable(arg: &Arg, report: &mut Report) -> Option<Deferrable> {
    if matches!(arg.value, Value::Flag) {
        return Some(Deferrable::Immediate);
    }
    let known = ["immediate", "deferred", "initially immediate", "initially deferred"];
    choice(arg, &known, report).map(|word| {
        if word.ends_with("deferred") { Deferrable::Deferred } else { Deferrable::Immediate }
    })
}

/// What `check(…)` and `exclude(…)` take.
pub const CONDITION: [&str; 4] = ["name", "no_inherit", "deferrable", "renamed_from"];

/// `check = "…"`, `check("…", name = "…")`, `check(postgres = "…", sqlite = "…")`, and `exclude` alike.
pub fn condition(arg: &Arg, report: &mut Report) -> Option<Condition> {
    let mut condition = Condition {
        span: arg.span,
        name: None,
        expr: Words::default(),
        no_inherit: false,
        deferrable: None,
        renamed_from: None,
    };
    let Value::List(args) = &arg.value else {
        condition.expr =
            text(arg, report).map(|text| Words { all: Some(text.value), only: BTreeMap::new() })?;
        return Some(condition);
    };
    once(args, &[], report);
    let what = format!("`{}`", arg.word());
    let problems = report.problems.len();
    for arg in args {
        match arg.word().as_str() {
            "name" => condition.name = identifier(arg, report),
            "no_inherit" => condition.no_inherit = flag(arg, report),
            "deferrable" => condition.deferrable = deferrable(arg, report),
            "renamed_from" => condition.renamed_from = text(arg, report),
            word if word.is_empty() || dialect(word).is_some() => {
                add_words(arg, &mut condition.expr, report);
            }
            _ => unknown(arg, &what, &CONDITION, &[], report),
        }
    }
    if condition.expr == Words::default() {
        if report.problems.len() == problems {
            report.error(
                arg.span,
                format!("{what} says nothing"),
                format!("write `{}(\"…\")`", arg.word()),
            );
        }
        return None;
    }
    Some(condition)
}

/// What `foreign_key(…)` takes.
pub const FOREIGN: [&str; 9] = [
    "columns",
    "references",
    "name",
    "on_delete",
    "on_update",
    "match_full",
    "deferrable",
    "external",
    "renamed_from",
];

/// `foreign_key(columns = [a, b], references = "t(a, b)", on_delete = "cascade")`.
pub fn foreign_key(arg: &Arg, report: &mut Report) -> Foreign {
    let mut foreign = Foreign::new(arg.span);
    let args = inner(arg, report);
    once(args, &[], report);
    for arg in args {
        match arg.word().as_str() {
            "columns" => foreign.columns.extend(names(arg, report)),
            "name" => foreign.name = identifier(arg, report),
            "renamed_from" => foreign.renamed_from = text(arg, report),
            word if FOREIGN.contains(&word) => foreign_word(arg, &mut foreign, report),
            _ if !positional(arg, &mut foreign.columns, report) => {
                unknown(
                    arg,
                    "`foreign_key`",
                    &FOREIGN,
                    &[("to", "write `references = \"table(column)\"`")],
                    report,
                );
            }
            _ => {}
        }
    }
    foreign
}

/// One of the words that a foreign key takes both on a struct and on a field.
pub fn foreign_word(arg: &Arg, foreign: &mut Foreign, report: &mut Report) {
    match arg.word().as_str() {
        "references" => foreign.target = target(arg, report),
        "on_delete" => foreign.on_delete = action(arg, report),
        "on_update" => foreign.on_update = action(arg, report),
        "match_full" => foreign.match_full = flag(arg, report),
        "deferrable" => foreign.deferrable = deferrable(arg, report),
        "external" => foreign.external = flag(arg, report),
        other => debug_assert!(false, "`{other}` is none of a foreign key's words"),
    }
}

/// `"table.column"`, `"schema.table(a, b)"`, `Struct` or `Struct(a, b)`.
fn target(arg: &Arg, report: &mut Report) -> Option<Target> {
    match &arg.value {
        Value::Path { segments, list } => {
            let columns = list.iter().filter_map(|arg| name(arg, report)).collect();
            Some(Target { span: arg.span, table: TargetTable::Rust(segments.clone()), columns })
        }
        Value::Literal { literal: Literal::Text(_), .. } => {
            let text = text(arg, report)?;
            let target = target_text(&text);
            if target.is_none() {
                report.error(
                    text.span,
                    format!("`{}` is no reference", text.value),
                    "write `\"table.column\"`, `\"table(a, b)\"`, `\"schema.table(a)\"` or the struct's name",
                );
            }
            target
        }
        Value::Flag | Value::Literal { .. } | Value::List(_) | Value::Array(_) => {
            report.error(
                arg.span,
                "`references` takes a table",
                "write `references = \"table.column\"` or `= Struct`",
            );
            None
        }
    }
}

fn target_text(text: &Text) -> Option<Target> {
    let (table, columns) = match text.value.split_once('(') {
        Some((table, columns)) => (table.trim(), Some(columns.trim().strip_suffix(')')?)),
        None => (text.value.trim(), None),
    };
    let mut parts: Vec<&str> = table.split('.').map(str::trim).collect();
    let mut names = match columns {
        Some(columns) => columns.split(',').map(str::trim).map(str::to_owned).collect(),
        None => Vec::new(),
    };
    if columns.is_none() && parts.len() > 1 {
        names.extend(parts.pop().map(str::to_owned));
    }
    if parts.iter().any(|part| part.is_empty()) || names.iter().any(String::is_empty) {
        return None;
    }
    let (namespace, name) = match parts.as_slice() {
        [name] => (None, (*name).to_owned()),
        [namespace, name] => (Some((*namespace).to_owned()), (*name).to_owned()),
        _ => return None,
    };
    let columns = names.into_iter().map(|value| Spanned { value, span: text.span }).collect();
    Some(Target { span: text.span, table: TargetTable::Name { namespace, name }, columns })
}

fn action(arg: &Arg, report: &mut Report) -> Option<Action> {
    if let Value::List(args) = &arg.value {
        // `on_delete(set_null = [a])`: only some of the columns.
        let columns = |arg: &Arg, report: &mut Report| {
            names(arg, report).into_iter().map(|text| text.value).collect()
        };
        return match args.as_slice() {
            [arg] if arg.word() == "set_null" => Some(Action::SetNull(columns(arg, report))),
            [arg] if arg.word() == "set_default" => Some(Action::SetDefault(columns(arg, report))),
            _ => {
                let word = arg.word();
                report.error(
                    arg.span,
                    format!("`{word}(…)` takes `set_null = [a]` or `set_default = [a]`"),
                    format!("or write `{word} = \"cascade\"`"),
                );
                None
            }
        };
    }
    match choice(arg, &["cascade", "restrict", "set null", "set default", "no action"], report)? {
        "cascade" => Some(Action::Cascade),
        "restrict" => Some(Action::Restrict),
        "set null" => Some(Action::SetNull(Vec::new())),
        "set default" => Some(Action::SetDefault(Vec::new())),
        _ => Some(Action::NoAction),
    }
}
