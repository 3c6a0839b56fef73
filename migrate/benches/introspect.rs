//! How long SQLite's schema of 100, 300, 1,000 and 3,000 tables takes to be read: each line should grow with the number, and
//! no faster. PostgreSQL, which needs a server, is measured by `cargo xtask bench --only autogenerate`. Not a test.

use divan::Bencher;
use migrate::introspect::introspect;
use migrate::session::{Session, block_on};
use rusqlite::Connection;

fn main() {
    divan::main();
}

/// A database in memory, each table with an index and a reference to the one before.
fn database(count: usize) -> Connection {
    let table = |at: usize| {
        let before = at.saturating_sub(1);
        format!(
            "CREATE TABLE table_{at} (id integer NOT NULL PRIMARY KEY, name text NOT NULL UNIQUE, \
             state text NOT NULL DEFAULT 'new' CHECK (state <> ''), before_id integer REFERENCES table_{before} (id));\n\
             CREATE INDEX table_{at}_before_id ON table_{at} (before_id);\n"
        )
    };
    let sql: String = (0..count).map(table).collect();
    let made =
        Connection::open_in_memory().map_err(|error| error.to_string()).and_then(|mut made| {
            block_on(Session::execute(&mut made, &sql)).map_err(|error| error.to_string())?;
            Ok(made)
        });
    made.unwrap_or_else(|error| panic!("the bench makes its own database: {error}"))
}

#[divan::bench(args = [100, 300, 1_000, 3_000], sample_count = 10, sample_size = 1)]
fn sqlite(bencher: Bencher, count: usize) {
    bencher.with_inputs(|| database(count)).bench_local_values(|mut made| {
        block_on(introspect(&mut made)).map(|found| found.tables.len())
    });
}
