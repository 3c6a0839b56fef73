//! `derive(Domain)`: its mistakes, and its name as a constant.

use migrate_attr::domain::read_domain;
use migrate_attr::item::snake_case;
use migrate_attr::report::Report;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Item;
use syn::ext::IdentExt;

use crate::columns::metas;
use crate::problems;

/// What the derive adds to a struct.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let mut item = match syn::parse2::<Item>(input) {
        Ok(Item::Struct(item)) => item,
        Ok(Item::Enum(item)) => {
            report.error(
                item.ident.span(),
                "an enum cannot be a domain",
                "derive `migrate::Enum` for its values",
            );
            return problems::expand(report);
        }
        Ok(_) => return TokenStream::new(),
        Err(error) => return error.into_compile_error(),
    };
    let metas = metas(std::mem::take(&mut item.attrs));
    let vis = item.vis.to_token_stream();
    let found = read_domain(item, &metas, &mut report);
    let mut code = problems::expand(report);
    if let Some(found) = found {
        let ident = &found.ident;
        let name = found
            .attr
            .name
            .map_or_else(|| snake_case(&ident.unraw().to_string()), |name| name.value);
        code.extend(quote! {
            #[automatically_derived]
            #[allow(dead_code)]
            impl #ident {
                /// The domain's name in the database.
                #vis const DOMAIN: &'static str = #name;
            }
        });
    }
    code
}
