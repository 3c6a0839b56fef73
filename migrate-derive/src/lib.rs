//! `#[derive(Table)]`, `#[derive(Columns)]` and `#[derive(Enum)]`.

use proc_macro::TokenStream;

/// A table.
#[proc_macro_derive(Table, attributes(table, column))]
pub fn table(_input: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Columns that several tables share.
#[proc_macro_derive(Columns, attributes(column))]
pub fn columns(_input: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// An enumerated type.
#[proc_macro_derive(Enum, attributes(enumeration, value))]
pub fn enumeration(_input: TokenStream) -> TokenStream {
    TokenStream::new()
}
