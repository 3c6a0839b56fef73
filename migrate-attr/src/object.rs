//! Objects that a table's columns need and that stand beside it: extensions and sequences.

use proc_macro2::Span;

use crate::meta::{Arg, Value};
use crate::report::Report;
use crate::value::{Text, flag, identifier, number, once, text, unknown};

/// `extension = "citext"`, or `extension(name = "citext", schema = "extensions")`.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Extension {
    pub span: Span,
    pub name: Text,
    pub schema: Option<Text>,
}

/// `sequence = "tickets"`, or `sequence(name = "tickets", start = 100, …)`.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Sequence {
    pub span: Span,
    pub name: Text,
    pub schema: Option<Text>,
    pub ty: Option<Text>,
    pub start: Option<i64>,
    pub increment: Option<i64>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub cache: Option<i64>,
    pub cycle: bool,
}

/// Every word of `extension(…)`.
pub const EXTENSION: [&str; 2] = ["name", "schema"];

/// Every word of `sequence(…)`.
pub const SEQUENCE: [&str; 9] =
    ["name", "schema", "type", "start", "increment", "min", "max", "cache", "cycle"];

/// Reads one extension; `None`, and a report, if it has no name.
pub fn extension(arg: &Arg, report: &mut Report) -> Option<Extension> {
    let Value::List(args) = &arg.value else {
        let name = identifier(arg, report)?;
        return Some(Extension { span: arg.span, name, schema: None });
    };
    once(args, &[], report);
    let (mut name, mut schema) = (None, None);
    for arg in args {
        match arg.word().as_str() {
            "name" => name = identifier(arg, report),
            "schema" => schema = identifier(arg, report),
            _ => unknown(arg, "`extension`", &EXTENSION, &[], report),
        }
    }
    let name = named(arg, name, report)?;
    Some(Extension { span: arg.span, name, schema })
}

/// Reads one sequence; `None`, and a report, if it has no name.
pub fn sequence(arg: &Arg, report: &mut Report) -> Option<Sequence> {
    let new = |name| Sequence {
        span: arg.span,
        name,
        schema: None,
        ty: None,
        start: None,
        increment: None,
        min: None,
        max: None,
        cache: None,
        cycle: false,
    };
    let Value::List(args) = &arg.value else {
        return identifier(arg, report).map(new);
    };
    once(args, &[], report);
    let given = args.iter().find(|arg| arg.word() == "name");
    let name = given.and_then(|arg| identifier(arg, report));
    let mut sequence = new(named(arg, name, report)?);
    for arg in args {
        match arg.word().as_str() {
            "name" => {}
            "schema" => sequence.schema = identifier(arg, report),
            "type" => sequence.ty = text(arg, report),
            "start" => sequence.start = number(arg, report),
            "increment" => sequence.increment = number(arg, report),
            "min" => sequence.min = number(arg, report),
            "max" => sequence.max = number(arg, report),
            "cache" => sequence.cache = number(arg, report),
            "cycle" => sequence.cycle = flag(arg, report),
            _ => unknown(arg, "`sequence`", &SEQUENCE, &[], report),
        }
    }
    Some(sequence)
}

fn named(arg: &Arg, name: Option<Text>, report: &mut Report) -> Option<Text> {
    if name.is_none() {
        let word = arg.word();
        report.error(
            arg.span,
            format!("`{word}` has no name"),
            format!("write `{word}(name = \"…\")`"),
        );
    }
    name
}
