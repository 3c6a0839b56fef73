//! `derive(Table)` and `derive(Columns)`: names as constants. Reading rows is beside this.

use migrate_attr::item::{Field, Kind, Struct, column_name, read_struct, table_name};
use migrate_attr::key::TargetTable;
use migrate_attr::report::Report;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::{problems, rows, shape};

/// What the derive adds to a struct.
pub(crate) fn expand(input: TokenStream, kind: Kind) -> TokenStream {
    let what = match kind {
        Kind::Table => "a table",
        Kind::Columns => "a set of columns",
    };
    let mut item = match shape::structure(input, what) {
        Ok(item) => item,
        Err(instead) => return instead,
    };
    let mut report = Report::default();
    let metas = shape::metas(std::mem::take(&mut item.attrs));
    for field in &mut item.fields {
        // The compiler has decided already which fields there are.
        field.attrs.retain(|attribute| !attribute.path().is_ident("cfg"));
    }
    let vis = item.vis.to_token_stream();
    let found = read_struct(item, kind, &metas, &mut report);
    let mut code = problems::expand(report);
    if let Some(found) = found {
        let (names, rows, referred) =
            (names(&found, &vis), rows::expand(&found, &vis), referred(&found));
        code.extend(quote! { const _: () = { #names #rows #referred }; });
    }
    code
}

fn names(found: &Struct, vis: &TokenStream) -> TokenStream {
    let ident = &found.ident;
    let table = (found.kind == Kind::Table).then(|| {
        let (schema, name) = table_name(found);
        let schema = schema.map_or_else(
            || quote! { ::core::option::Option::None },
            |schema| quote! { ::core::option::Option::Some(#schema) },
        );
        quote! {
            /// The table's name in the database.
            #vis const TABLE: &'static str = #name;
            /// The namespace that the table says it lives in.
            #vis const SCHEMA: ::core::option::Option<&'static str> = #schema;
        }
    });
    let columns: Vec<&Field> = found.fields.iter().filter(|field| is_column(field)).collect();
    let idents: Vec<_> = columns.iter().map(|field| &field.ident).collect();
    let column_names: Vec<String> = columns.iter().map(|field| column_name(field).value).collect();
    let lists = found.fields.iter().filter(|field| field.attr.skip.is_none()).map(|field| {
        if field.attr.flatten.is_some() {
            let ty = &field.ty;
            return quote! { <#ty>::COLUMNS };
        }
        let name = column_name(field).value;
        quote! { &[#name] }
    });
    quote! {
        #[doc(hidden)]
        #[allow(missing_docs, dead_code, unreachable_pub)]
        #[derive(Debug, Clone, Copy)]
        pub struct __Columns { #(pub #idents: &'static str,)* }

        #[automatically_derived]
        #[allow(dead_code)]
        impl #ident {
            #table
            /// The names of all columns, in the order of the fields.
            #vis const COLUMNS: &'static [&'static str] = {
                const LISTS: &[&[&'static str]] = &[#(#lists),*];
                const LENGTH: usize = {
                    let (mut length, mut i) = (0, 0);
                    while i < LISTS.len() {
                        length += LISTS[i].len();
                        i += 1;
                    }
                    length
                };
                &::migrate::rows::columns::<LENGTH>(LISTS)
            };
            /// The name of each field's column.
            #vis const COLUMN: __Columns = __Columns { #(#idents: #column_names,)* };
        }
    }
}

/// A mention of each struct that is referred to by its path, so that the compiler counts it as used, finds it for the
/// editor, and says at the attribute when there is none.
fn referred(found: &Struct) -> TokenStream {
    let of_fields = found.fields.iter().filter_map(|field| field.attr.foreign.as_ref());
    let paths = of_fields.chain(&found.attr.foreign_keys).filter_map(|foreign| {
        match &foreign.target.as_ref()?.table {
            TargetTable::Rust(segments) => Some(quote! { #(#segments)::* }),
            TargetTable::Name { .. } => None,
        }
    });
    quote! { #(const _: ::core::marker::PhantomData<#paths> = ::core::marker::PhantomData;)* }
}

/// Whether a field is a column of its own.
pub(crate) fn is_column(field: &Field) -> bool {
    field.attr.flatten.is_none() && field.attr.skip.is_none()
}
