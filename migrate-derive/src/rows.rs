//! Reading a row into the struct, for each driver that `migrate` is built with.

use migrate_attr::item::{Field, Struct, column_name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{GenericArgument, PathArguments, Type};

/// `from_sqlite_row` and `from_postgres_row`.
pub(crate) fn expand(found: &Struct, vis: &TokenStream) -> TokenStream {
    if found.attr.no_rows {
        return TokenStream::new();
    }
    let ident = &found.ident;
    let sqlite = fields(found, "from_sqlite_row");
    let postgres = fields(found, "from_postgres_row");
    quote! {
        ::migrate::__sqlite! {
            #[automatically_derived]
            #[allow(dead_code)]
            impl #ident {
                /// Reads a row of SQLite, its columns by their names.
                ///
                /// # Errors
                ///
                /// When a column is not there, or holds what its field cannot.
                #vis fn from_sqlite_row(
                    row: &::migrate::rows::sqlite::Row<'_>,
                ) -> ::migrate::rows::sqlite::Result<Self> {
                    #[allow(unused_imports)]
                    use ::migrate::rows::sqlite::{ReadBoth as _, ReadDriver as _, ReadNothing as _, ReadText as _};
                    ::core::result::Result::Ok(Self { #sqlite })
                }
            }
        }
        ::migrate::__postgres! {
            #[automatically_derived]
            #[allow(dead_code)]
            impl #ident {
                /// Reads a row of PostgreSQL, its columns by their names.
                ///
                /// # Errors
                ///
                /// When a column is not there, or holds what its field cannot.
                #vis fn from_postgres_row(
                    row: &::migrate::rows::postgres::Row,
                ) -> ::core::result::Result<Self, ::migrate::rows::postgres::Error> {
                    #[allow(unused_imports)]
                    use ::migrate::rows::postgres::{ReadBoth as _, ReadDriver as _, ReadNothing as _, ReadText as _};
                    ::core::result::Result::Ok(Self { #postgres })
                }
            }
        }
    }
}

fn fields(found: &Struct, whole: &str) -> TokenStream {
    let whole = Ident::new(whole, Span::call_site());
    found.fields.iter().map(|field| read(field, &whole)).collect()
}

fn read(field: &Field, whole: &Ident) -> TokenStream {
    let (ident, ty) = (&field.ident, &field.ty);
    if field.attr.skip.is_some() {
        return quote! { #ident: ::core::default::Default::default(), };
    }
    if field.attr.flatten.is_some() {
        return quote! { #ident: <#ty>::#whole(row)?, };
    }
    let name = column_name(field).value;
    // As many references as there are ways to read, so that the best one that the type has is found first.
    match optional(ty) {
        Some(inner) => {
            quote! { #ident: (&&&&::migrate::rows::Field::<#inner>::new()).read_optional(row, #name)?, }
        }
        None => quote! { #ident: (&&&&::migrate::rows::Field::<#ty>::new()).read(row, #name)?, },
    }
}

/// What an `Option` holds.
fn optional(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == "Option")?;
    match &segment.arguments {
        PathArguments::AngleBracketed(list) => {
            list.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    }
}
