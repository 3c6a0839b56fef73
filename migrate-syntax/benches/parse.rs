//! How long models of 100, 300, 1,000 and 3,000 tables take to be read and to become a schema: each line should grow with the
//! number, and no faster. Not a test.
//!
//! Build scripts run unoptimized, and so should this: `cargo bench -p migrate-syntax --profile dev`.

use divan::Bencher;
use migrate::dialect::sqlite::Sqlite;
use migrate_syntax::{Models, Source, parse};

const SIZES: [usize; 4] = [100, 300, 1_000, 3_000];

fn main() {
    divan::main();
}

/// Ten tables in each file, each referring to the one before.
fn sources(count: usize) -> Vec<Source> {
    let table = |at: usize| {
        let before = at.saturating_sub(1);
        format!(
            "#[derive(Table)]\n#[table(name = \"table_{at}\", index(columns = [name, state]))]\npub struct Table{at} {{\n    \
             #[column(primary_key, auto)] pub id: i64,\n    #[column(unique, max_length = 120)] pub name: String,\n    \
             #[column(default = \"new\")] pub state: String,\n    pub score: Option<f64>,\n    \
             #[column(references = \"table_{before}.id\")] pub before_id: Option<i64>,\n}}\n"
        )
    };
    (0..count)
        .step_by(10)
        .map(|first| {
            let text: String = (first..count.min(first + 10)).map(table).collect();
            Source::new(format!("src/m{first}/table.rs"), text)
        })
        .collect()
}

fn parsed(sources: &[Source]) -> Models {
    parse(sources).unwrap_or_else(|wrong| panic!("the bench writes valid models: {wrong:?}"))
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn read(bencher: Bencher, count: usize) {
    let sources = sources(count);
    bencher.bench(|| parsed(&sources).tables().len());
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn schema(bencher: Bencher, count: usize) {
    let models = parsed(&sources(count));
    bencher.bench(|| models.schema(&Sqlite).tables.len());
}
