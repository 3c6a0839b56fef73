//! What a statement really locks on a server, and what it does meanwhile. Knows no rule.

use std::collections::{BTreeMap, BTreeSet};

use migrate::lint::Work;
use migrate_tests::Database;
use postgres::{Client, SimpleQueryMessage};

/// From the weakest to the strongest.
const MODES: [&str; 8] = [
    "AccessShareLock",
    "RowShareLock",
    "RowExclusiveLock",
    "ShareUpdateExclusiveLock",
    "ShareLock",
    "ShareRowExclusiveLock",
    "ExclusiveLock",
    "AccessExclusiveLock",
];

/// The strongest lock on each table that was there before, reads left out, and what was done meanwhile.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) locks: BTreeMap<String, String>,
    pub(super) work: Work,
}

/// Runs statements in one transaction and looks at what it holds before it commits.
pub(super) fn within(client: &mut Client, statements: &[&str]) -> Result<Measured, String> {
    let before = State::read(client);
    client.batch_execute("BEGIN").unwrap();
    for sql in statements {
        if let Err(error) = client.batch_execute(sql) {
            client.batch_execute("ROLLBACK").unwrap();
            return Err(error.as_db_error().unwrap().message().to_owned());
        }
    }
    let after = State::read(client);
    let held = "SELECT relation::text, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'";
    let locks = before.named(rows(client, held));
    client.batch_execute("COMMIT").unwrap();
    Ok(Measured { locks, work: before.work(&after) })
}

/// Runs a statement that wants no transaction, and looks at what it holds when it waits for somebody who uses `tables`.
pub(super) fn outside(
    database: &Database,
    sql: &str,
    tables: &[String],
) -> Result<Measured, String> {
    let (mut runner, mut blocker, mut watcher) =
        (database.connect(), database.connect(), database.connect());
    let before = State::read(&mut watcher);
    blocker.batch_execute("BEGIN").unwrap();
    for table in tables {
        blocker.batch_execute(&format!("LOCK TABLE {table} IN ROW EXCLUSIVE MODE")).unwrap();
    }
    let pid = rows(&mut runner, "SELECT pg_backend_pid()").remove(0).remove(0);
    let sql = sql.to_owned();
    let running = std::thread::spawn(move || {
        runner
            .batch_execute(&sql)
            .map_err(|error| error.as_db_error().unwrap().message().to_owned())
    });
    let waits = format!("SELECT 1 FROM pg_locks WHERE pid = {pid} AND NOT granted");
    while !running.is_finished() && rows(&mut watcher, &waits).is_empty() {
        std::thread::yield_now();
    }
    let held = format!(
        "SELECT relation::text, mode FROM pg_locks WHERE pid = {pid} AND locktype = 'relation'"
    );
    let locks = before.named(rows(&mut watcher, &held));
    blocker.batch_execute("ROLLBACK").unwrap();
    running.join().unwrap()?;
    let after = State::read(&mut watcher);
    Ok(Measured { locks, work: before.work(&after) })
}

/// What can be seen of tables that a statement goes through.
struct State {
    /// The names of tables and materialized views by oid.
    names: BTreeMap<String, String>,
    /// The files of tables by oid.
    files: BTreeMap<String, String>,
    /// The files of indexes, with the oid of the table.
    indexes: BTreeSet<(String, String)>,
    /// How often each table was read from its beginning.
    scans: BTreeMap<String, String>,
}

impl State {
    fn read(client: &mut Client) -> State {
        let pairs = |client: &mut Client, sql: &str| -> Vec<(String, String)> {
            rows(client, sql).into_iter().map(|mut row| (row.remove(0), row.remove(0))).collect()
        };
        let ours = "relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace, 'information_schema'::regnamespace)";
        State {
            names: pairs(client, &format!("SELECT oid::text, relname FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND {ours}")).into_iter().collect(),
            files: pairs(client, &format!("SELECT oid::text, relfilenode::text FROM pg_class WHERE relkind IN ('r', 'm') AND {ours}")).into_iter().collect(),
            indexes: pairs(client, &format!("SELECT i.indrelid::text, c.relfilenode::text FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid WHERE {ours} AND c.relkind = 'i'")).into_iter().collect(),
            scans: pairs(client, "SELECT relid::text, seq_scan::text FROM pg_stat_xact_all_tables WHERE seq_scan > 0").into_iter().collect(),
        }
    }

    /// The strongest of the locks on each table that was there.
    fn named(&self, held: Vec<Vec<String>>) -> BTreeMap<String, String> {
        let mut locks: BTreeMap<String, String> = BTreeMap::new();
        let rank = |mode: &str| MODES.iter().position(|known| *known == mode).unwrap();
        for row in held {
            let Some(name) = self.names.get(&row[0]) else { continue };
            let strongest = locks.entry(name.clone()).or_insert_with(|| row[1].clone());
            if rank(&row[1]) > rank(strongest) {
                strongest.clone_from(&row[1]);
            }
        }
        locks.retain(|_, mode| mode != MODES[0]);
        locks
    }

    /// What was done to the tables that were there.
    fn work(&self, after: &State) -> Work {
        let is_moved = |(table, file): (&String, &String)| {
            after.files.get(table).is_some_and(|other| other != file)
        };
        let is_new = |(table, file): &&(String, String)| {
            self.files.contains_key(table) && !self.indexes.contains(&(table.clone(), file.clone()))
        };
        if self.files.iter().any(is_moved) {
            Work::Rewrite
        } else if after.indexes.iter().any(|index| is_new(&index)) {
            Work::Index
        } else if after.scans.iter().any(|(table, count)| {
            self.names.contains_key(table) && self.scans.get(table) != Some(count)
        }) {
            Work::Scan
        } else {
            Work::Brief
        }
    }
}

fn rows(client: &mut Client, sql: &str) -> Vec<Vec<String>> {
    let messages = client.simple_query(sql).unwrap();
    let row = |message| match message {
        SimpleQueryMessage::Row(row) => {
            Some((0..row.len()).map(|at| row.get(at).unwrap_or_default().to_owned()).collect())
        }
        _ => None,
    };
    messages.into_iter().filter_map(row).collect()
}
