//! One struct or enum with its attributes read.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Fields, ItemEnum, ItemStruct, Meta};

use crate::cfg;
use crate::report::Report;
use crate::value::{Spanned, Text};

/// What a struct is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `#[derive(Table)]`
    Table,
    /// `#[derive(Columns)]`
    Columns,
}

/// A struct that is a model.
#[allow(missing_docs, reason = "named by their types")]
pub struct Struct {
    /// Which of the files that were given.
    pub file: usize,
    /// Which module, for who counts them.
    pub module: usize,
    pub kind: Kind,
    pub ident: Ident,
    pub attr: crate::table::Table,
    pub fields: Vec<Field>,
    /// In a file of models, not in one that is only context.
    pub model: bool,
}

/// One of its fields.
#[allow(missing_docs, reason = "named by their types")]
pub struct Field {
    pub ident: Ident,
    pub ty: syn::Type,
    pub attr: crate::column::Column,
}

/// An enum whose variants are values in a database.
#[allow(missing_docs, reason = "named by their types")]
pub struct Enumeration {
    pub file: usize,
    pub ident: Ident,
    pub attr: crate::enumeration::Enumeration,
    pub variants: Vec<(Ident, crate::enumeration::Variant)>,
    pub model: bool,
}

/// Reads a struct that is a model; `None`, and a report, if none can be made of it.
pub fn read_struct(
    item: ItemStruct,
    kind: Kind,
    metas: &[Meta],
    report: &mut Report,
) -> Option<Struct> {
    let attr = crate::table::read(metas, report);
    if kind == Kind::Columns
        && let Some(span) = attr.span
    {
        report.error(
            span,
            "shared columns have no `#[table]`",
            "write it on the tables that flatten them",
        );
    }
    if let Some(parameter) = item.generics.params.first() {
        let span = match parameter {
            syn::GenericParam::Lifetime(parameter) => parameter.lifetime.ident.span(),
            syn::GenericParam::Type(parameter) => parameter.ident.span(),
            syn::GenericParam::Const(parameter) => parameter.ident.span(),
        };
        report.error(
            span,
            "a model cannot be generic",
            "write the types out, with owned values such as `String`",
        );
        return None;
    }
    let Fields::Named(named) = item.fields else {
        report.error(
            item.ident.span(),
            "a model needs named fields",
            "write `struct Name { field: Type, … }`",
        );
        return None;
    };
    let mut fields = Vec::with_capacity(named.named.len());
    for field in named.named {
        let (Some(ident), Some(metas)) = (field.ident, cfg::effective(field.attrs, report)) else {
            continue;
        };
        if let Some(meta) = metas.iter().find(|meta| meta.path().is_ident("table")) {
            report.error(
                crate::meta::word_span(meta.path()),
                "`#[table]` belongs on the struct",
                "write `#[column(…)]` on a field",
            );
        }
        let attr = crate::column::read(&metas, report);
        fields.push(Field { ident, ty: field.ty, attr });
    }
    if let Some(meta) = metas.iter().find(|meta| meta.path().is_ident("column")) {
        report.error(
            crate::meta::word_span(meta.path()),
            "`#[column]` belongs on a field",
            "write `#[table(…)]` on the struct",
        );
    }
    Some(Struct {
        file: report.file,
        module: 0,
        kind,
        ident: item.ident,
        attr,
        fields,
        model: true,
    })
}

/// Reads an enum of values; `None`, and a report, if none can be made of it.
pub fn read_enum(item: ItemEnum, metas: &[Meta], report: &mut Report) -> Option<Enumeration> {
    let attr = crate::enumeration::read(metas, report);
    let mut variants: Vec<(Ident, crate::enumeration::Variant)> = Vec::new();
    let mut seen = BTreeSet::new();
    for variant in item.variants {
        if !matches!(variant.fields, Fields::Unit) {
            report.error(
                variant.ident.span(),
                format!("the value `{}` holds data", variant.ident),
                "an enumerated type has only plain values; keep the data in columns",
            );
        }
        let Some(metas) = cfg::effective(variant.attrs, report) else { continue };
        let read = crate::enumeration::read_variant(&metas, report);
        let value = value_name(&variant.ident, &read);
        if !seen.insert(value.clone()) {
            let span = read.name.as_ref().map_or_else(|| variant.ident.span(), |name| name.span);
            report.error(
                span,
                format!("the value `{value}` stands here twice"),
                "give one another `name = \"…\"`",
            );
        }
        variants.push((variant.ident, read));
    }
    if variants.is_empty() {
        report.error(item.ident.span(), format!("`{}` has no values", item.ident), "add a variant");
        return None;
    }
    if item.generics.params.first().is_some() {
        report.error(
            item.ident.span(),
            "an enumerated type cannot be generic",
            "remove its parameters",
        );
        return None;
    }
    Some(Enumeration { file: report.file, ident: item.ident, attr, variants, model: true })
}

/// What a field's column is called, and where that is said.
pub fn column_name(field: &Field) -> Text {
    match &field.attr.name {
        Some(name) => name.clone(),
        None => Spanned { value: field.ident.unraw().to_string(), span: field.ident.span() },
    }
}

/// The namespace and the name that a struct's table has.
pub fn table_name(structure: &Struct) -> (Option<String>, String) {
    let name = match &structure.attr.name {
        Some(name) => name.value.clone(),
        None => snake_case(&structure.ident.unraw().to_string()),
    };
    (structure.attr.schema.as_ref().map(|schema| schema.value.clone()), name)
}

/// What a variant is called in the database.
pub fn value_name(ident: &Ident, attr: &crate::enumeration::Variant) -> String {
    match &attr.name {
        Some(name) => name.value.clone(),
        None => snake_case(&ident.unraw().to_string()),
    }
}

/// `HttpServer` and `HTTPServer` as `http_server`.
pub fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (i, letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| letters.get(i));
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                *before != '_'
                    && (!before.is_uppercase()
                        || letters.get(i + 1).is_some_and(|after| after.is_lowercase()))
            });
        if starts_word {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Where a type begins.
pub fn type_span(ty: &syn::Type) -> Option<Span> {
    match ty {
        syn::Type::Path(path) => path.path.segments.first().map(|segment| segment.ident.span()),
        syn::Type::Reference(reference) => Some(reference.and_token.span),
        syn::Type::Array(array) => Some(array.bracket_token.span.open()),
        syn::Type::Slice(slice) => Some(slice.bracket_token.span.open()),
        syn::Type::Tuple(tuple) => Some(tuple.paren_token.span.open()),
        syn::Type::Group(group) => type_span(&group.elem),
        syn::Type::Paren(paren) => type_span(&paren.elem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_database() {
        for (rust, database) in [
            ("User", "user"),
            ("BedUnit", "bed_unit"),
            ("HTTPServer", "http_server"),
            ("OAuth2Token", "o_auth2_token"),
            ("Éclair", "éclair"),
            ("already_snake", "already_snake"),
            ("A", "a"),
        ] {
            assert_eq!(snake_case(rust), database);
        }
    }
}
