//! `#[derive(Table)]`, `#[derive(Columns)]`, `#[derive(Enum)]` and `#[derive(Domain)]`: the mistakes of one struct, told in the editor, and
//! what application code wants of a model. Sees no other file; what only other files can tell is the build's to find.
//!
#![doc = include_str!("../ATTRIBUTES.md")]

mod columns;
mod domain;
mod drift;
mod enumeration;
mod problems;
mod rows;
mod shape;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

use migrate_attr::item::Kind;

/// A table. Gives the struct, with its own visibility,
///
/// * `TABLE`, the table's name, and `SCHEMA`, the namespace if it says one;
/// * `COLUMNS`, the names of all columns in the order of the fields, shared ones among them;
/// * `COLUMN`, a value with one field for each field that is a column: `User::COLUMN.email` is its name in the database;
/// * `from_sqlite_row` with the feature `sqlite`, `from_postgres_row` with `postgres` or `tokio-postgres`, unless it
///   says `#[table(no_rows)]`.
#[proc_macro_derive(Table, attributes(table, column))]
pub fn table(input: TokenStream) -> TokenStream {
    with_drift(input, |item| columns::expand(item, Kind::Table))
}

/// Columns that several tables share, by `#[column(flatten)]`. Gives the struct what a table has, but no name.
#[proc_macro_derive(Columns, attributes(column, table))]
pub fn columns(input: TokenStream) -> TokenStream {
    with_drift(input, |item| columns::expand(item, Kind::Columns))
}

/// An enumerated type. Gives the enum `VALUES`, `as_str`, `FromStr`, and reading and writing with each enabled driver.
#[proc_macro_derive(Enum, attributes(enumeration, value))]
pub fn enumeration(input: TokenStream) -> TokenStream {
    with_drift(input, enumeration::expand)
}

/// A domain: a type of the database's own over the type of the struct's one field. Gives the struct `DOMAIN`, its name in
/// the database. How a driver reads and writes it is the application's to say, as of every type of its own.
#[proc_macro_derive(Domain, attributes(domain))]
pub fn domain(input: TokenStream) -> TokenStream {
    with_drift(input, domain::expand)
}

/// What a derive adds, and what the build script had to say of the item.
fn with_drift(
    input: TokenStream,
    expand: impl FnOnce(proc_macro2::TokenStream) -> proc_macro2::TokenStream,
) -> TokenStream {
    let item = proc_macro2::TokenStream::from(input);
    let mut code = drift::expand(&item);
    code.extend(expand(item));
    code.into()
}
