//! Pairs of schemas on which other tools have failed, through the whole circle on a real PostgreSQL, read from SQL text
//! and from the catalogue.

use crate::autogen::{Record, records, refused};
use crate::postgres::oracle::{Pair, Reader, circles};

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
    refused(&mut failures);
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

/// Not that a server spells `'new'` as `'new'::text`.
#[test]
fn a_table_that_is_there_as_wanted_is_not_in_doubt() {
    use migrate::dialect::{self, Dialect, postgres::Postgres};
    use migrate::{autogenerate::autogenerate, diff::Hints, doubt::doubt, schema::Schema};
    let text = "#[derive(Table)] #[table(name = \"t\")] struct T { #[column(primary_key, auto)] id: i64, \
                #[column(default = true)] active: bool, #[column(default = \"new\")] state: String }";
    let models = migrate_syntax::parse(&[migrate_syntax::Source::new("src/t/table.rs", text)]);
    let asked = models.expect("a valid model").schema(&Postgres);
    let (nothing, hints) = (Schema::default(), Hints::default());
    let ops = autogenerate(&Postgres, &nothing, &asked, &hints).expect("it can be made");
    let made = dialect::render(&Postgres, &ops, &nothing).expect("it can be made");
    let db = migrate_tests::postgres();
    made.iter().for_each(|statement| db.execute(&statement.sql));
    let doubt = doubt(&Postgres, &db.introspect(), &Postgres.lower(&asked), &hints);
    assert_eq!(doubt.map(|doubt| doubt.tables), Some(Default::default()));
}
