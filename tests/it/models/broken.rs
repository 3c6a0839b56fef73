//! No text makes the reader panic, and no damage to a file makes a table vanish without an error: such a table would be
//! dropped by the next revision.

use migrate_syntax::{Source, parse};
use proptest::prelude::*;

/// Every table has a word of ours inside, as almost every table has; a struct without any could not be told from one that
/// is no table once its derive is damaged.
const WHOLE: &str = include_str!("../cases/models/kitchen.rs");

/// Two tables that do not need each other, so that no error about one hides that the other is gone.
const APART: &str = "use migrate::Table;

#[derive(Debug, Table)]
#[table(name = \"users\", index(columns = [email]))]
pub struct User {
    #[column(primary_key, auto)]
    pub id: i64,
    pub email: Option<String>,
}

#[derive(migrate::Table)]
struct Team {
    #[column(primary_key)]
    id: i32,
}
";

fn tables(text: &str) -> Result<usize, usize> {
    parse(&[Source::new("src/table.rs", text)])
        .map(|models| models.tables().len())
        .map_err(|errors| errors.len())
}

/// One piece of damage, at a place told in thousandths of the text.
#[derive(Debug, Clone)]
enum Damage {
    Remove { at: usize, bytes: usize },
    Insert { at: usize, text: &'static str },
    Cut { at: usize },
    Double { at: usize, bytes: usize },
}

fn damage() -> impl Strategy<Value = Damage> {
    let pieces = prop::sample::select(vec![
        "#",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "\"",
        "'",
        ",",
        "=",
        "<",
        ">",
        "::",
        "//",
        "/*",
        "*/",
        "r#",
        "-",
        "0",
        "é",
        "\0",
        "Option<",
        "#[column(",
        "#[table(",
        "unique",
        "struct ",
        "enum ",
        "\n",
        ";",
        "&'a ",
        "default = ",
    ]);
    prop_oneof![
        (0..1000_usize, 1..12_usize).prop_map(|(at, bytes)| Damage::Remove { at, bytes }),
        (0..1000_usize, pieces).prop_map(|(at, text)| Damage::Insert { at, text }),
        (0..1000_usize).prop_map(|at| Damage::Cut { at }),
        (0..1000_usize, 1..40_usize).prop_map(|(at, bytes)| Damage::Double { at, bytes }),
    ]
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn apply(text: &str, damage: &Damage) -> String {
    let place = |at: usize| boundary(text, text.len() * at / 1000);
    match damage {
        Damage::Remove { at, bytes } => {
            let (from, to) = (place(*at), boundary(text, place(*at) + bytes));
            format!("{}{}", &text[..from], &text[to..])
        }
        Damage::Insert { at, text: piece } => {
            let at = place(*at);
            format!("{}{piece}{}", &text[..at], &text[at..])
        }
        Damage::Cut { at } => text[..place(*at)].to_owned(),
        Damage::Double { at, bytes } => {
            let (from, to) = (place(*at), boundary(text, place(*at) + bytes));
            format!("{}{}", &text[..to], &text[from..])
        }
    }
}

#[test]
fn no_single_letter_hides_a_table() {
    assert_eq!(tables(APART), Ok(2));
    for (at, letter) in APART.char_indices() {
        let (before, rest) = APART.split_at(at);
        let after = &rest[letter.len_utf8()..];
        let mut texts = vec![format!("{before}{after}")];
        texts.extend(
            ["x", "#", "\"", "'", "(", "]", "{", "//", "/*", "_"]
                .map(|piece| format!("{before}{piece}{rest}")),
        );
        for text in texts {
            assert!(
                tables(&text).is_err() || tables(&text) >= Ok(2),
                "a table is gone from:\n{text}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_never_hides_a_table(damages in prop::collection::vec(damage(), 1..3)) {
        let whole = tables(WHOLE);
        prop_assert_eq!(whole, Ok(3));
        let mut text = WHOLE.to_owned();
        for damage in &damages {
            text = apply(&text, damage);
        }
        // A file cut between two items is a whole file with fewer tables: nobody can tell it from an intended one.
        let cut = damages.iter().any(|damage| matches!(damage, Damage::Cut { .. }));
        match tables(&text) {
            Ok(found) if !cut => prop_assert!(found >= 3, "{found} of 3 tables in:\n{text}"),
            Ok(_) => {}
            Err(errors) => prop_assert!(errors > 0, "no tables and no error"),
        }
    }

    #[test]
    fn no_attribute_makes_the_reader_panic(inside in "[a-z_=(){}\\[\\],\"'0-9:#!. -]{0,60}") {
        let text = format!("#[derive(Table)] #[table({inside})] struct A {{ #[column({inside})] id: i64 }}");
        let _ = tables(&text);
    }

    #[test]
    fn no_words_of_the_language_make_the_reader_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "name", "index", "unique", "check", "columns", "foreign_key", "references", "on_delete", "default",
                "default_sql", "type", "max_length", "precision", "scale", "primary_key", "auto", "flatten", "skip",
                "=", "=", "(", ")", "[", "]", ",", ",", "\"a\"", "\"a.id\"", "-", "1", "id", "A", "::", "postgres",
                "where", "identity", "generated", "exclude", "expr", "desc", "true",
            ]),
            0..16,
        )
    ) {
        let inside = words.join(" ");
        let _ = tables(&format!("#[derive(Table)] struct A {{ #[column({inside})] id: i64 }}"));
        let _ = tables(&format!("#[derive(Table)] #[table({inside})] struct A {{ #[column(primary_key)] id: i64 }}"));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,200}") {
        let _ = tables(&text);
    }
}
