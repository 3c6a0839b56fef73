//! Histories of other projects, held against reality revision by revision: what is replayed, and what a database holds
//! that ran them. They are not kept here; who has one at hand names it:
//!
//! ```console
//! $ MIGRATE_REAL=sqlite:/path/to/migrations,postgres:/path cargo test -p migrate-tests real_histories -- --ignored --nocapture
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use migrate::dialect::{self, Dialect};
use migrate::introspect::introspect;
use migrate::replay::{Replay, Unread};
use migrate::schema::Schema;
use migrate::session::block_on;
use migrate::split;
use migrate_tests::dump::dump;

use super::postgres::Pair;
use super::sqlite;

/// What came of one history.
#[derive(Debug, Default)]
struct Figures {
    revisions: usize,
    statements: usize,
    /// Statements that the database did not take, which are left out on both sides, by their first words.
    refused: Vec<String>,
    /// Statements that were not read, by their first words, and the reasons.
    unread: BTreeMap<String, Vec<String>>,
    /// Revisions after which the two differ, each with the first line that does.
    differ: Vec<String>,
}

/// A real database that takes a history part by part.
enum Live {
    Sqlite(rusqlite::Connection),
    Postgres(Box<Pair>),
}

impl Live {
    fn new(dialect: &dyn Dialect) -> Self {
        if dialect.name() == "sqlite" {
            let connection =
                rusqlite::Connection::open_in_memory().expect("SQLite opens in memory");
            return Live::Sqlite(connection);
        }
        Live::Postgres(Box::new(Pair::new()))
    }

    /// Runs a part and returns what the database took of it.
    fn step(&mut self, sql: &str) -> String {
        match self {
            Live::Sqlite(connection) => {
                sqlite::step(connection, sql).iter().map(|sql| format!("{sql};\n")).collect()
            }
            Live::Postgres(pair) => pair.step(sql),
        }
    }

    /// What it holds, and what it would hold if it had been made from `replayed`.
    fn compare(&mut self, replayed: &Schema) -> Result<(String, String), String> {
        match self {
            Live::Sqlite(connection) => {
                let real = block_on(introspect(connection)).map_err(|error| error.to_string())?;
                let told = |schema| dump(&sqlite::plain(schema));
                Ok((told(real), told(replayed.clone())))
            }
            Live::Postgres(pair) => pair.compare(replayed),
        }
    }
}

/// The way up of each revision in the folder, by name: `*/up.sql`, or files that end in `.sql`.
fn revisions(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    // diesel passes over the dashes of a version
    paths.sort_by_key(|path| path.to_string_lossy().replace('-', ""));
    let mut found = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = if path.is_dir() { path.join("up.sql") } else { path };
        let is_up = name.ends_with(".sql") && !name.ends_with(".down.sql");
        if file.ends_with("up.sql") || is_up {
            found.extend(std::fs::read_to_string(file).ok().map(|sql| (name, sql)));
        }
    }
    found
}

fn hold(dialect: &dyn Dialect, folder: &Path) -> Figures {
    let mut figures = Figures::default();
    let (mut live, mut replay) = (Live::new(dialect), Replay::new(dialect));
    for (name, sql) in revisions(folder) {
        figures.revisions += 1;
        let ran = live.step(&sql);
        figures.statements += split::split(dialect, &sql).len();
        figures.refused.extend(refused(dialect, &sql, &ran).map(|text| format!("{name}: {text}")));
        let unread: Vec<Unread> = replay.apply(&ran);
        for one in &unread {
            let words: Vec<&str> = one.text.split_whitespace().take(2).collect();
            let told = format!("{name}: {}: {}", one.text, one.reason);
            figures.unread.entry(words.join(" ")).or_default().push(told);
        }
        match live.compare(replay.schema()) {
            Ok((real, replayed)) if real == replayed => {}
            Ok((real, replayed)) => figures.differ.push(first(&name, &real, &replayed)),
            Err(error) => figures.differ.push(format!("{name}: {error}")),
        }
    }
    figures
}

/// The beginnings of those statements of `sql` that are not in `ran`, which has the others in their order.
fn refused<'a>(
    dialect: &dyn Dialect,
    sql: &'a str,
    ran: &'a str,
) -> impl Iterator<Item = String> + use<'a> {
    let mut ran = split::split(dialect, ran).into_iter().peekable();
    split::split(dialect, sql).into_iter().filter_map(move |piece| {
        let is_next = ran.next_if(|next| next.sql == piece.sql).is_some();
        (!is_next).then(|| piece.sql.chars().take(120).collect())
    })
}

/// The first line in which the two differ.
fn first(name: &str, real: &str, replayed: &str) -> String {
    let only = |one: &str, other: &str| {
        let line = one.lines().find(|line| !other.lines().any(|there| there == *line));
        line.unwrap_or_default().trim().to_owned()
    };
    let (mut really, mut told) = (only(real, replayed), only(replayed, real));
    if really.is_empty() && told.is_empty() {
        // The same lines in another order.
        let pair = real.lines().zip(replayed.lines()).find(|(one, other)| one != other);
        (really, told) = pair.map(|(one, other)| (one.into(), other.into())).unwrap_or_default();
    }
    format!("{name}: really `{really}`, replayed `{told}`")
}

#[test]
#[ignore = "asks for histories in MIGRATE_REAL, such as sqlite:/path/to/migrations"]
fn real_histories_replay_to_what_the_database_holds() {
    let named = std::env::var("MIGRATE_REAL").expect("MIGRATE_REAL names histories");
    let mut failed = Vec::new();
    for one in named.split(',') {
        let (dialect, folder) = one.split_once(':').expect("a history is named dialect:folder");
        let dialect = dialect::find(dialect).expect("a dialect");
        let figures = hold(dialect, Path::new(folder));
        println!("{one}: {figures:#?}");
        assert_ne!(figures.revisions, 0, "{one} has no revisions");
        // a statement that is not read is told, and so may leave a difference
        if figures.unread.is_empty() && !figures.differ.is_empty() {
            failed.push(format!("{one}: {:#?}", figures.differ));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
