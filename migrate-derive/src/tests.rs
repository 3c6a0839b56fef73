//! Expansions of single structs and enums, as tokens: what is wrong is told there, what is right gives items.

use std::str::FromStr;

use migrate_attr::item::Kind;
use proc_macro2::TokenStream;

use crate::{columns, domain, enumeration};

fn tokens(text: &str) -> TokenStream {
    TokenStream::from_str(text).unwrap()
}

/// The messages of all `compile_error!`, and whether anything else was written.
fn errors(code: &TokenStream) -> (Vec<String>, bool) {
    let file: syn::File = syn::parse2(code.clone()).unwrap();
    let mut messages = Vec::new();
    let mut more = false;
    for item in file.items {
        match item {
            syn::Item::Macro(item) => {
                messages.push(item.mac.parse_body::<syn::LitStr>().unwrap().value());
            }
            _ => more = true,
        }
    }
    (messages, more)
}

#[test]
fn a_right_struct_gives_names_and_rows() {
    let code = columns::expand(
        tokens("struct A { #[column(primary_key)] id: i64, r#type: Option<i32> }"),
        Kind::Table,
    );
    assert_eq!(errors(&code), (Vec::new(), true));
    let text = code.to_string();
    for part in
        ["TABLE", "\"a\"", "from_sqlite_row", "from_postgres_row", "\"type\"", "read_optional"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn rows_are_left_out_where_they_are_not_wanted() {
    let code =
        columns::expand(tokens("#[table(no_rows)] struct A { id: i64 }"), Kind::Table).to_string();
    assert!(code.contains("COLUMNS") && !code.contains("from_sqlite_row"), "{code}");
}

#[test]
fn mistakes_are_told_and_the_rest_still_stands() {
    let code = columns::expand(
        tokens(
            "#[table(nmae = \"x\")] struct A { #[column(unqiue, flatten)] id: i64, #[cfg(test)] b: i32 }",
        ),
        Kind::Table,
    );
    let (messages, more) = errors(&code);
    assert_eq!(
        messages,
        [
            "`#[table]` knows no `nmae`\nhelp: did you mean `name`?",
            "`#[column]` knows no `unqiue`\nhelp: did you mean `unique`?",
        ]
    );
    assert!(more, "the struct's own items, so that its users have no errors of their own");
    assert!(code.to_string().contains("\"b\""), "the compiler has decided on `cfg` already");
}

#[test]
fn what_is_no_table_is_told() {
    for (text, message) in [
        ("enum A { B }", "an enum cannot be a table\nhelp: derive `migrate::Enum` for its values"),
        (
            "union A { b: i32 }",
            "a union cannot be a table\nhelp: make it a struct with named fields",
        ),
        (
            "struct A(i32);",
            "a model needs named fields\nhelp: write `struct Name { field: Type, … }`",
        ),
        (
            "struct A<'a> { b: &'a str }",
            "a model cannot be generic\nhelp: write the types out, with owned values such as `String`",
        ),
    ] {
        assert_eq!(
            errors(&columns::expand(tokens(text), Kind::Table)),
            (vec![message.to_owned()], false)
        );
    }
}

#[test]
fn enums_are_texts() {
    let code = enumeration::expand(tokens("enum Kind { One, #[value(name = \"2\")] Two }"));
    assert_eq!(errors(&code), (Vec::new(), true));
    let text = code.to_string();
    assert!(text.contains("\"one\"") && text.contains("\"2\""), "{text}");
    let (messages, more) = errors(&enumeration::expand(tokens("enum Kind { One(i32) }")));
    assert_eq!((messages.len(), more), (1, false));
    assert_eq!(errors(&enumeration::expand(tokens("struct Kind;"))).0.len(), 1);
}

#[test]
fn each_derive_names_what_it_would_have_made() {
    let columns = |text| columns::expand(tokens(text), Kind::Columns);
    let domain = |text| domain::expand(tokens(text));
    let enumeration = |text| enumeration::expand(tokens(text));
    for (code, message) in [
        (
            columns("enum A { B }"),
            "an enum cannot be a set of columns\nhelp: derive `migrate::Enum` for its values",
        ),
        (
            domain("enum A { B }"),
            "an enum cannot be a domain\nhelp: derive `migrate::Enum` for its values",
        ),
        (
            domain("union A { b: i32 }"),
            "a union cannot be a domain\nhelp: make it a struct with named fields",
        ),
        (
            enumeration("struct A;"),
            "`derive(Enum)` is for enums\nhelp: derive `Table` or `Columns` for a struct",
        ),
        (
            enumeration("union A { b: i32 }"),
            "`derive(Enum)` is for enums\nhelp: make it an enum with one variant for each value",
        ),
    ] {
        assert_eq!(errors(&code), (vec![message.to_owned()], false));
    }
}
