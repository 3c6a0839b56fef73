//! `derive(Enum)`: values as texts, and texts as values.

use migrate_attr::item::{Enumeration, read_enum, value_name};
use migrate_attr::report::Report;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::{problems, shape};

/// What the derive adds to an enum.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut item = match shape::enumeration(input) {
        Ok(item) => item,
        Err(instead) => return instead,
    };
    let mut report = Report::default();
    let metas = shape::metas(std::mem::take(&mut item.attrs));
    for variant in &mut item.variants {
        // The compiler has decided already which variants there are.
        variant.attrs.retain(|attribute| !attribute.path().is_ident("cfg"));
    }
    let vis = item.vis.to_token_stream();
    let found = read_enum(item, &metas, &mut report);
    // A variant with data cannot be written as a value; the code below would only be wrong a second time.
    let wrong = !report.problems.is_empty();
    let mut code = problems::expand(report);
    if let (Some(found), false) = (found, wrong) {
        let (texts, drivers) = (texts(&found, &vis), drivers(&found));
        code.extend(quote! { const _: () = { #texts #drivers }; });
    }
    code
}

fn texts(found: &Enumeration, vis: &TokenStream) -> TokenStream {
    let (ident, name) = (&found.ident, found.ident.to_string());
    let (variants, values): (Vec<_>, Vec<_>) =
        found.variants.iter().map(|(variant, attr)| (variant, value_name(variant, attr))).unzip();
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #ident {
            /// The texts of all values, in their order.
            #vis const VALUES: &'static [&'static str] = &[#(#values),*];

            /// The text that the database holds for this value.
            #vis fn as_str(&self) -> &'static str {
                match self {
                    #(Self::#variants => #values,)*
                }
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = ::migrate::rows::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                match text {
                    #(#values => ::core::result::Result::Ok(Self::#variants),)*
                    _ => ::core::result::Result::Err(::migrate::rows::UnknownValue {
                        enumeration: #name,
                        value: text.into(),
                    }),
                }
            }
        }
    }
}

fn drivers(found: &Enumeration) -> TokenStream {
    let ident = &found.ident;
    quote! {
        ::migrate::__sqlite! {
            #[automatically_derived]
            impl ::migrate::rows::sqlite::FromSql for #ident {
                fn column_result(
                    value: ::migrate::rows::sqlite::ValueRef<'_>,
                ) -> ::migrate::rows::sqlite::FromSqlResult<Self> {
                    ::migrate::rows::sqlite::read_value(value)
                }
            }

            #[automatically_derived]
            impl ::migrate::rows::sqlite::ToSql for #ident {
                fn to_sql(
                    &self,
                ) -> ::migrate::rows::sqlite::Result<::migrate::rows::sqlite::ToSqlOutput<'_>> {
                    ::core::result::Result::Ok(::migrate::rows::sqlite::ToSqlOutput::from(self.as_str()))
                }
            }
        }
        ::migrate::__postgres! {
            #[automatically_derived]
            impl<'a> ::migrate::rows::postgres::FromSql<'a> for #ident {
                fn from_sql(
                    _: &::migrate::rows::postgres::Type,
                    raw: &'a [u8],
                ) -> ::core::result::Result<Self, ::migrate::rows::postgres::Boxed> {
                    ::migrate::rows::postgres::read_value(raw)
                }

                fn accepts(ty: &::migrate::rows::postgres::Type) -> bool {
                    ::migrate::rows::postgres::accepts_value(ty)
                }
            }

            #[automatically_derived]
            impl ::migrate::rows::postgres::ToSql for #ident {
                fn to_sql(
                    &self,
                    ty: &::migrate::rows::postgres::Type,
                    out: &mut ::migrate::rows::postgres::Bytes,
                ) -> ::core::result::Result<::migrate::rows::postgres::IsNull, ::migrate::rows::postgres::Boxed> {
                    ::migrate::rows::postgres::ToSql::to_sql(&self.as_str(), ty, out)
                }

                fn accepts(ty: &::migrate::rows::postgres::Type) -> bool {
                    ::migrate::rows::postgres::accepts_value(ty)
                }

                ::migrate::rows::postgres::types::to_sql_checked!();
            }
        }
    }
}
