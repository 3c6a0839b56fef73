//! How long a build script takes over a history of 100, 300, 1,000 and 3,000 tables, each with a revision of its own:
//! read as SQL, the models written and read back, and both compared. Each line should grow with the number, and no
//! faster. Not a test.
//!
//! Build scripts run unoptimized, and so should this: `cargo bench -p migrate-engine --features replay --bench replay
//! --profile dev`.

use divan::{Bencher, black_box};
use migrate::dialect::{self, Dialect};
use migrate::diff::{self, Hints};
use migrate::replay;
use migrate::revision::{Direction, Limits, Revision, Section};
use migrate::schema::{Column, Schema, Type};

const SIZES: [usize; 4] = [100, 300, 1_000, 3_000];
const DIALECTS: [&str; 2] = ["sqlite", "postgres"];

fn main() {
    divan::main();
}

/// Every pair of a dialect and a size.
fn all() -> impl Iterator<Item = (&'static str, usize)> {
    DIALECTS.into_iter().flat_map(|name| SIZES.into_iter().map(move |count| (name, count)))
}

fn find(name: &str) -> &'static dyn Dialect {
    match dialect::find(name) {
        Ok(dialect) => dialect,
        Err(error) => panic!("the bench names a dialect that is there: {error}"),
    }
}

/// A revision that makes all tables, each referring to the one before, and for each table one that adds to it.
fn revisions(count: usize) -> Vec<Revision> {
    let create = |at: usize| {
        let before = at.saturating_sub(1);
        format!(
            "CREATE TABLE \"table_{at}\" (\n  \"id\" bigint NOT NULL PRIMARY KEY,\n  \"name\" text NOT NULL UNIQUE,\n  \
             \"state\" text NOT NULL DEFAULT 'new' CHECK (\"state\" IN ('new', 'old')),\n  \
             \"before_id\" bigint REFERENCES \"table_{before}\" (\"id\")\n);\n\
             CREATE INDEX \"table_{at}_before_id_idx\" ON \"table_{at}\" (\"before_id\");\n"
        )
    };
    let add = |at: usize| {
        format!(
            "ALTER TABLE \"table_{at}\" ADD COLUMN \"email\" text;\n\
             CREATE INDEX \"table_{at}_email_idx\" ON \"table_{at}\" (\"email\");\n"
        )
    };
    let mut texts: Vec<String> = vec![(0..count).map(create).collect()];
    texts.extend((0..count).map(add));
    texts.into_iter().enumerate().map(|(at, sql)| revision(at, sql)).collect()
}

fn revision(at: usize, sql: String) -> Revision {
    let section = Section {
        direction: Direction::Up,
        dialect: None,
        transaction: true,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql,
        line: 0,
    };
    Revision { id: format!("{at:012x}"), sections: vec![section], ..Revision::default() }
}

/// The schema after all of `revisions`, every statement of which must be understood.
fn replayed(dialect: &dyn Dialect, revisions: &[Revision]) -> Schema {
    let (schema, unread) = replay::history(dialect, revisions);
    assert_eq!(unread, [], "the bench reads all that it writes");
    schema
}

#[divan::bench(args = all(), sample_count = 3, sample_size = 1)]
fn history(bencher: Bencher, (name, count): (&str, usize)) {
    let (dialect, revisions) = (find(name), revisions(count));
    bencher.bench(|| replayed(dialect, black_box(&revisions)).tables.len());
}

#[divan::bench(args = all(), sample_count = 3, sample_size = 1)]
fn normalize(bencher: Bencher, (name, count): (&str, usize)) {
    let dialect = find(name);
    let schema = replayed(dialect, &revisions(count));
    bencher.bench(|| replay::normalize(dialect, black_box(&schema)).map(|next| next.tables.len()));
}

#[divan::bench(args = all(), sample_count = 3, sample_size = 1)]
fn one_column_more(bencher: Bencher, (name, count): (&str, usize)) {
    let dialect = find(name);
    let previous = replayed(dialect, &revisions(count));
    let mut next = previous.clone();
    if let Some(table) = next.tables.values_mut().last() {
        table.columns.push(Column::new("phone", Type::Text));
    }
    bencher.bench(|| {
        diff::diff(black_box(&previous), &next, &Hints::default(), dialect).map(|ops| ops.len())
    });
}
