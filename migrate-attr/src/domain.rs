//! `#[domain(…)]` on a struct of one field: a type of the database's own, with rules that every value meets.

use proc_macro2::{Ident, Span};
use syn::{Fields, ItemStruct, Meta};

use crate::key::{Condition, condition};
use crate::meta::{self, Arg};
use crate::report::Report;
use crate::value::{Spanned, Text, Words, flag, identifier, number, once, unknown, words};

/// What a domain's attributes say.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Attributes {
    pub name: Option<Text>,
    pub schema: Option<Text>,
    pub ty: Option<Spanned<Words>>,
    pub max_length: Option<Spanned<u32>>,
    pub precision: Option<Spanned<u32>>,
    pub scale: Option<Spanned<i32>>,
    pub default: Option<Arg>,
    pub default_sql: Option<Spanned<Words>>,
    pub not_null: bool,
    pub collation: Option<Spanned<Words>>,
    pub checks: Vec<Condition>,
}

/// A struct whose one field's type is the type below a domain.
#[allow(missing_docs, reason = "named by their types")]
pub struct Domain {
    /// Which of the files that were given.
    pub file: usize,
    /// Which module, for who counts them.
    pub module: usize,
    pub ident: Ident,
    pub attr: Attributes,
    pub ty: syn::Type,
}

/// Every word of `#[domain(…)]`.
pub const KNOWN: [&str; 11] = [
    "name",
    "schema",
    "type",
    "max_length",
    "precision",
    "scale",
    "default",
    "default_sql",
    "not_null",
    "collation",
    "check",
];

const OTHERS: [(&str, &str); 2] = [
    ("nullable", "leave it out: without `not_null` a domain takes NULL"),
    ("base", "write `type = \"…\"`"),
];

/// Reads a struct that is a domain; `None`, and a report, if none can be made of it.
pub fn read_domain(mut item: ItemStruct, metas: &[Meta], report: &mut Report) -> Option<Domain> {
    let mut attr = Attributes::default();
    let mut args = Vec::new();
    for meta in metas.iter().filter(|meta| meta.path().is_ident("domain")) {
        args.extend(meta::read(meta, report));
    }
    once(&args, &["check"], report);
    for arg in &args {
        let spanned = |value| Spanned { value, span: arg.span };
        match arg.word().as_str() {
            "name" => attr.name = identifier(arg, report),
            "schema" => attr.schema = identifier(arg, report),
            "type" => attr.ty = words(arg, report),
            "max_length" => {
                attr.max_length =
                    number(arg, report).map(|value| Spanned { value, span: arg.span });
            }
            "precision" => {
                attr.precision = number(arg, report).map(|value| Spanned { value, span: arg.span });
            }
            "scale" => attr.scale = number(arg, report).map(spanned),
            "default" => attr.default = Some(arg.clone()),
            "default_sql" => attr.default_sql = words(arg, report),
            "not_null" => attr.not_null = flag(arg, report),
            "collation" => attr.collation = words(arg, report),
            "check" => attr.checks.extend(condition(arg, report)),
            _ => unknown(arg, "`#[domain]`", &KNOWN, &OTHERS, report),
        }
    }
    let only = match &mut item.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => fields.unnamed.pop(),
        Fields::Named(_) | Fields::Unnamed(_) | Fields::Unit => None,
    };
    let Some(field) = only.filter(|_| item.generics.params.is_empty()) else {
        return refuse(item.ident.span(), report);
    };
    Some(Domain { file: report.file, module: 0, ident: item.ident, attr, ty: field.ty })
}

fn refuse(span: Span, report: &mut Report) -> Option<Domain> {
    report.error(
        span,
        "a domain is a struct of one field, without a name for it and without parameters",
        "write `struct Email(pub String);`",
    );
    None
}
