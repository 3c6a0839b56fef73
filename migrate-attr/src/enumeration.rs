//! `#[enumeration(…)]` and `#[value(…)]`.

use syn::Meta;

use crate::meta;
use crate::report::Report;
use crate::value::{Text, identifier, once, text, unknown};

/// What an enum's attributes say.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Enumeration {
    pub name: Option<Text>,
    pub schema: Option<Text>,
    pub comment: Option<Text>,
    pub renamed_from: Option<Text>,
}

/// What a variant's attributes say.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each field is the word of the same name")]
pub struct Variant {
    pub name: Option<Text>,
    pub renamed_from: Option<Text>,
}

/// Every word of `#[enumeration(…)]`.
pub const ENUMERATION: [&str; 4] = ["name", "schema", "comment", "renamed_from"];

/// Every word of `#[value(…)]`.
pub const VALUE: [&str; 2] = ["name", "renamed_from"];

/// Reads all of an enum's `#[enumeration(…)]`, which add up.
pub fn read(metas: &[Meta], report: &mut Report) -> Enumeration {
    let mut enumeration = Enumeration::default();
    let args: Vec<_> = collect(metas, "enumeration", report);
    for arg in &args {
        match arg.word().as_str() {
            "name" => enumeration.name = identifier(arg, report),
            "schema" => enumeration.schema = identifier(arg, report),
            "comment" => enumeration.comment = text(arg, report),
            "renamed_from" => enumeration.renamed_from = text(arg, report),
            _ => {
                unknown(
                    arg,
                    "`#[enumeration]`",
                    &ENUMERATION,
                    &[("rename", "write `name = \"…\"`")],
                    report,
                );
            }
        }
    }
    enumeration
}

/// Reads all of a variant's `#[value(…)]`, which add up.
pub fn read_variant(metas: &[Meta], report: &mut Report) -> Variant {
    let mut variant = Variant::default();
    let args = collect(metas, "value", report);
    for arg in &args {
        match arg.word().as_str() {
            "name" => variant.name = identifier(arg, report),
            "renamed_from" => variant.renamed_from = text(arg, report),
            _ => {
                unknown(arg, "`#[value]`", &VALUE, &[("rename", "write `name = \"…\"`")], report);
            }
        }
    }
    variant
}

fn collect(metas: &[Meta], word: &str, report: &mut Report) -> Vec<meta::Arg> {
    let mut args = Vec::new();
    for meta in metas.iter().filter(|meta| meta.path().is_ident(word)) {
        args.extend(meta::read(meta, report));
    }
    once(&args, &[], report);
    args
}
