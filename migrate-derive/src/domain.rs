//! `derive(Domain)`: its mistakes, and its name as a constant.

use migrate_attr::domain::read_domain;
use migrate_attr::item::snake_case;
use migrate_attr::report::Report;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

use crate::{problems, shape};

/// What the derive adds to a struct.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut item = match shape::structure(input, "a domain") {
        Ok(item) => item,
        Err(instead) => return instead,
    };
    let mut report = Report::default();
    let metas = shape::metas(std::mem::take(&mut item.attrs));
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
