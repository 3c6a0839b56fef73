//! The page on the attribute language says what the readers do: every word has its row, and every Rust type in its table
//! becomes the column types beside it.

use std::collections::BTreeSet;
use std::path::Path;

use migrate::dialect;
use migrate::schema::Column;
use migrate_syntax::Source;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrate-derive/ATTRIBUTES.md");
    std::fs::read_to_string(path).unwrap()
}

/// The page from the heading that begins so to the next.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n# {heading}")).expect("the heading is there");
    rest.split("\n# ").next().expect("something follows")
}

/// What stands in backticks in a line or a cell.
fn code(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The first word of each piece of code: `on_delete` of `on_delete(set_null = [a])`.
fn words(section: &str) -> BTreeSet<&str> {
    let word = |code: &&str| code.find(|c: char| !c.is_alphanumeric() && c != '_');
    code(section).into_iter().map(|code| &code[..word(&code).unwrap_or(code.len())]).collect()
}

#[test]
fn every_word_of_the_language_is_on_the_page() {
    use migrate_attr::{column, domain, enumeration, key, object, table};
    let page = page();
    for (heading, known) in [
        ("`#[table(…)]`", table::KNOWN.as_slice()),
        ("`#[column(…)]`", &column::KNOWN),
        ("`#[column(…)]`", &column::IDENTITY),
        // `where` is known only to say that it belongs to an index.
        ("Keys", &key::KEY[..key::KEY.len() - 1]),
        ("Keys", &key::FOREIGN),
        ("Keys", &key::CONDITION),
        ("Indexes", &key::INDEX),
        ("Indexes", &key::PART),
        ("`#[enumeration(…)]`", &enumeration::ENUMERATION),
        ("`#[enumeration(…)]`", &enumeration::VALUE),
        ("`#[domain(…)]`", &domain::KNOWN),
        ("`#[table(…)]`", &object::EXTENSION),
        ("`#[table(…)]`", &object::SEQUENCE),
    ] {
        let told = words(section(&page, heading));
        let silent: Vec<_> = known.iter().filter(|word| !told.contains(**word)).collect();
        assert!(silent.is_empty(), "the section {heading} says nothing of {silent:?}");
    }
}

/// The column that a field of this type becomes, as SQL, on each database.
fn columns(ty: &str, attribute: &str) -> Vec<String> {
    let text = format!(
        "#[derive(Table)] struct Row {{ #[column(primary_key)] id: i64, {attribute} field: {ty} }}\n\
         use chrono::Utc;"
    );
    let models = migrate_syntax::parse(&[Source::new("src/table.rs", text)])
        .unwrap_or_else(|problems| panic!("`{ty}`: {problems:?}"));
    let one = |dialect: &'static dyn dialect::Dialect| {
        let schema = dialect.lower(&models.schema(dialect));
        let table = schema.tables.values().next().expect("one table");
        let column: &Column = table.column("field").expect("the field");
        dialect.type_sql(&column.ty)
    };
    dialect::ALL.into_iter().map(one).collect()
}

#[test]
fn every_type_on_the_page_is_what_it_says() {
    let page = page();
    let rows = section(&page, "Rust types").lines().filter(|line| line.starts_with("| `"));
    let mut types = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('|').collect();
        let [_, rust, sqlite, postgres, _] = cells.as_slice() else { panic!("`{row}`") };
        for ty in code(rust) {
            types += 1;
            let found = columns(ty, "");
            for (cell, found) in [sqlite, postgres].into_iter().zip(found) {
                let told = code(cell).first().map(|told| (*told).to_owned());
                assert_eq!(told.as_deref(), Some(found.as_str()), "`{ty}` in `{row}`");
            }
        }
    }
    assert!(types > 30, "only {types} types were found");
    let sized = columns("String", "#[column(max_length = 20)]");
    assert_eq!(sized, ["TEXT", "character varying(20)"]);
    let exact = columns("rust_decimal::Decimal", "#[column(precision = 10, scale = 2)]");
    assert_eq!(exact, ["NUMERIC(10,2)", "numeric(10,2)"]);
}
