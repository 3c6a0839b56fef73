//! Pairs of schemas on which other tools have failed, through the whole circle on a real PostgreSQL, read from SQL text
//! and from the catalogue.

use crate::autogen::{Record, records};
use crate::postgres::oracle::{Pair, Reader, circles};

/// The pairs that cannot go the circle, with what they must say instead.
const REFUSED: [(&str, &str); 1] = [(
    "column: add NOT NULL, no default, table has a row",
    "column \"a\" of relation \"t\" contains null values",
)];

#[test]
fn every_pair_read_from_text_goes_the_circle() {
    every_pair(Reader::Replay);
}

#[test]
fn every_pair_read_from_the_catalogue_goes_the_circle() {
    every_pair(Reader::Catalog);
}

fn every_pair(reader: Reader) {
    let records = records("postgresql");
    assert_eq!(records.len(), 113);
    let pairs: Vec<(String, Pair)> =
        records.iter().map(|record| (record.name.clone(), pair(record))).collect();
    let mut failures = circles(&pairs, reader);
    for (name, reason) in REFUSED {
        let said =
            failures.remove(name).unwrap_or_else(|| panic!("{name}: it is no longer refused"));
        assert!(said.contains(reason), "{name}: {said}");
    }
    let text: Vec<String> =
        failures.iter().map(|(name, error)| format!("## {name}\n{error}\n")).collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), pairs.len(), text.join("\n"));
}

/// Namespaces that were made beside the tables are there afterwards as well.
fn pair(record: &Record) -> Pair {
    let text = |statements: &[String]| {
        statements.iter().map(|sql| format!("{sql};\n")).collect::<String>()
    };
    let namespaces: Vec<String> =
        record.raw.iter().filter(|sql| sql.starts_with("CREATE SCHEMA")).cloned().collect();
    let namespaces = if record.after.iter().any(|sql| sql.contains("s2.")) {
        text(&namespaces)
    } else {
        String::new()
    };
    Pair {
        before: text(&record.before) + &text(&record.raw),
        after: namespaces + &text(&record.after),
        ..Pair::default()
    }
}
