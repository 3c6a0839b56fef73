//! The item that a derive stands on, if it is of the kind that the derive is for. Reads no attribute's meaning.

use migrate_attr::report::Report;
use proc_macro2::TokenStream;
use syn::{Attribute, Item, ItemEnum, ItemStruct, Meta};

use crate::problems;

/// The struct, or what the compiler is to be told instead. `what` is what the derive makes of it, with its article.
pub(crate) fn structure(input: TokenStream, what: &str) -> Result<ItemStruct, TokenStream> {
    match syn::parse2::<Item>(input) {
        Ok(Item::Struct(item)) => Ok(item),
        Ok(Item::Enum(item)) => Err(refuse(
            &item.ident,
            &format!("an enum cannot be {what}"),
            "derive `migrate::Enum` for its values",
        )),
        Ok(Item::Union(item)) => Err(refuse(
            &item.ident,
            &format!("a union cannot be {what}"),
            "make it a struct with named fields",
        )),
        Ok(_) => Err(TokenStream::new()),
        Err(error) => Err(error.into_compile_error()),
    }
}

/// The enum, or what the compiler is to be told instead.
pub(crate) fn enumeration(input: TokenStream) -> Result<ItemEnum, TokenStream> {
    match syn::parse2::<Item>(input) {
        Ok(Item::Enum(item)) => Ok(item),
        Ok(Item::Struct(item)) => Err(refuse(
            &item.ident,
            "`derive(Enum)` is for enums",
            "derive `Table` or `Columns` for a struct",
        )),
        Ok(Item::Union(item)) => Err(refuse(
            &item.ident,
            "`derive(Enum)` is for enums",
            "make it an enum with one variant for each value",
        )),
        Ok(_) => Err(TokenStream::new()),
        Err(error) => Err(error.into_compile_error()),
    }
}

/// The attributes' insides, but for conditions: the compiler has decided already what there is.
pub(crate) fn metas(attributes: Vec<Attribute>) -> Vec<Meta> {
    attributes
        .into_iter()
        .map(|attribute| attribute.meta)
        .filter(|meta| !meta.path().is_ident("cfg"))
        .collect()
}

fn refuse(ident: &syn::Ident, what: &str, hint: &str) -> TokenStream {
    let mut report = Report::default();
    report.error(ident.span(), what, hint);
    problems::expand(report)
}
