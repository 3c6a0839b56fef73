//! The pairs of `changes.sql`, each sent through the whole circle, read from its text and from the catalogue. A new pair
//! needs no Rust.
//!
//! ```text
//! -- case: name
//! -- hint: column t.new old          table, enum: new old; value: type.new old; constraint: table.new old;
//!                                    backfill, using: table.column expression
//! -- refused: words                  what goes wrong instead, in this reader or both
//! -- see: SELECT … => text           a value after the upgrade
//! statements that make what is there
//! -- to
//! statements that make what shall be
//! ```

use std::collections::BTreeMap;

use migrate::diff::Hints;
use migrate::schema::{Expr, Name};

use super::oracle::{Pair, Reader, circles};

const CHANGES: &str = include_str!("changes.sql");

#[test]
fn every_change_read_from_text_goes_the_circle() {
    every_change(Reader::Replay);
}

#[test]
fn every_change_read_from_the_catalogue_goes_the_circle() {
    every_change(Reader::Catalog);
}

fn every_change(reader: Reader) {
    let (pairs, refused) = read(CHANGES);
    let mut failures = circles(&pairs, reader);
    for (name, words) in refused {
        let said = failures.remove(&name).unwrap_or_else(|| panic!("{name}: it is not refused"));
        assert!(said.contains(&words), "{name}: {said}");
    }
    let text: Vec<String> =
        failures.iter().map(|(name, error)| format!("## {name}\n{error}\n")).collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), pairs.len(), text.join("\n"));
}

/// The pairs, and of those that are refused the words.
fn read(text: &str) -> (Vec<(String, Pair)>, BTreeMap<String, String>) {
    let only = std::env::var("CASE").unwrap_or_default();
    let mut pairs = Vec::new();
    let mut refused = BTreeMap::new();
    for case in text.split("-- case: ").skip(1) {
        let (name, body) = case.split_once('\n').expect("a name and a body");
        if !name.contains(&only) {
            continue;
        }
        let mut pair = Pair::default();
        let mut arrived = false;
        for line in body.lines() {
            if let Some(hint) = line.strip_prefix("-- hint: ") {
                read_hint(hint, &mut pair.hints);
            } else if let Some(words) = line.strip_prefix("-- refused: ") {
                refused.insert(name.to_owned(), words.to_owned());
            } else if let Some(question) = line.strip_prefix("-- see: ") {
                let (sql, answer) = question.split_once(" => ").expect("a question and its answer");
                pair.see.push((sql.to_owned(), answer.to_owned()));
            } else if line == "-- to" {
                arrived = true;
            } else {
                let side = if arrived { &mut pair.after } else { &mut pair.before };
                side.push_str(line);
                side.push('\n');
            }
        }
        assert!(arrived, "{name}: there is no `-- to`");
        pairs.push((name.to_owned(), pair));
    }
    (pairs, refused)
}

fn read_hint(hint: &str, hints: &mut Hints) {
    let mut words = hint.splitn(3, ' ');
    let mut word = || words.next().expect("a hint has three words").to_owned();
    let (kind, what, from) = (word(), word(), word());
    let name = |text: &str| match text.split_once('/') {
        Some((namespace, name)) => Name::within(namespace, name),
        None => Name::new(text),
    };
    let part = || {
        let (table, part) = what.split_once('.').expect("a table and a part");
        (name(table), part.to_owned())
    };
    match kind.as_str() {
        "table" => drop(hints.tables.insert(name(&what), name(&from))),
        "enum" => drop(hints.enums.insert(name(&what), name(&from))),
        "value" => drop(hints.enum_values.insert(part(), from)),
        "column" => drop(hints.columns.insert(part(), from)),
        "constraint" => drop(hints.constraints.insert(part(), from)),
        "backfill" => drop(hints.backfills.insert(part(), Expr(from))),
        "using" => drop(hints.usings.insert(part(), Expr(from))),
        other => panic!("there is no hint `{other}`"),
    }
}
