//! What is wrong, as compiler errors at the place where it is wrong.

use migrate_attr::Report;
use proc_macro2::TokenStream;
use quote::quote_spanned;

/// One `compile_error!` for each problem.
pub(crate) fn expand(report: Report) -> TokenStream {
    report
        .problems
        .into_iter()
        .map(|problem| {
            let text = match problem.help.as_str() {
                "" => problem.message,
                help => format!("{}\nhelp: {help}", problem.message),
            };
            quote_spanned! { problem.span => ::core::compile_error!(#text); }
        })
        .collect()
}
