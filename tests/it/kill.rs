//! The real command line killed at random moments and started again until it is done: nothing is lost, nothing half
//! done, nothing done twice. What breaks without a kill is `runner`'s.
//!
//! 40 kills for each database; `MIGRATE_KILLS=1000` for that many over a history of 200 revisions. The moments are random
//! and nothing that is asserted depends on them.

mod crowd;
mod history;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use migrate::error::Cause;
use migrate::introspect::introspect;
use migrate::revision::{Revision, file};
use migrate::session::{Session, block_on};
use migrate_tests::dump::dump;

use crate::runner::{self, Db};

#[test]
fn sqlite_killed_anywhere_ends_as_if_it_had_not_been() {
    println!("sqlite: {}", kill(runner::sqlite));
}

#[test]
fn postgres_killed_anywhere_ends_as_if_it_had_not_been() {
    println!("postgres: {}", kill(runner::postgres));
}

/// What a test has done, for whoever wants to know how much it proves.
#[derive(Default)]
struct Tally {
    /// Kills, and how many of them found some of the revisions applied, and one of those without a transaction begun.
    kills: usize,
    midway: usize,
    journalled: usize,
    /// Databases that were brought to the end.
    rounds: usize,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Tally { kills, midway, journalled, rounds } = self;
        write!(f, "{kills} kills, {midway} midway, {journalled} within a journal, {rounds} rounds")
    }
}

/// Kills as often as was wished for, on as many fresh databases as that takes.
fn kill(fresh: fn() -> Db) -> Tally {
    let asked = std::env::var("MIGRATE_KILLS").ok();
    let wanted =
        asked.as_ref().map_or(40, |count| count.parse().expect("MIGRATE_KILLS is a number"));
    let calm = fresh();
    let stage = Stage::new(history::revisions(calm.postgres, if wanted > 100 { 200 } else { 40 }));
    let whole = stage.undisturbed(&calm);
    let idle = stage.undisturbed(&calm);
    let expected = remains(&calm);
    // A process lives for no longer than some ten revisions take, so that most of them end in the middle of one.
    let ten = whole.saturating_sub(idle) * 10 / u32::try_from(stage.revisions.len()).unwrap();
    let mut longest = idle + ten;
    let mut tally = Tally::default();
    while tally.kills < wanted {
        let db = fresh();
        let before = tally.kills;
        stage.until_done(&db, wanted, longest, &mut tally);
        if tally.kills == before {
            // It was measured while the machine was busier than it is now.
            longest /= 2;
        }
        assert_same(&remains(&db), &expected, &format!("after {tally}"));
    }
    tally
}

/// A folder of revisions.
struct Stage {
    revisions: Vec<Revision>,
    folder: tempfile::TempDir,
}

impl Stage {
    fn new(revisions: Vec<Revision>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (number, revision) in revisions.iter().enumerate() {
            let name = format!("20250101_{number:04}_r.sql");
            std::fs::write(folder.path().join(name), file::render(revision)).unwrap();
        }
        Stage { revisions, folder }
    }

    fn upgrade(&self, db: &Db) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_db"));
        command
            .args(["db", "upgrade", "--yes", "--migrations", ".", "--database-url", &db.url])
            // However busy the machine is.
            .args(["--lock-wait", "600"])
            .current_dir(self.folder.path())
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    /// Upgrades, and says how long that took.
    fn undisturbed(&self, db: &Db) -> Duration {
        let began = Instant::now();
        let output = self.upgrade(db).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        began.elapsed()
    }

    /// Starts the upgrade and kills it, again and again, until one comes to the end before it is killed.
    fn until_done(&self, db: &Db, wanted: usize, longest: Duration, tally: &mut Tally) {
        let mut warden = db.postgres.then(|| db.connect());
        loop {
            let mut process = self.upgrade(db).spawn().unwrap();
            if tally.kills < wanted {
                std::thread::sleep(longest.mul_f64(random()));
                process.kill().unwrap();
                // A server ends what it was sent although nobody is there to hear of it. Half of the time it may not.
                if let Some(warden) = warden.as_mut().filter(|_| random() < 0.5) {
                    block_on(warden.query(history::DISCONNECT)).unwrap();
                }
            }
            let output = process.wait_with_output().unwrap();
            if output.status.signal().is_none() {
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "after {tally}: {said}");
                tally.rounds += 1;
                return;
            }
            tally.kills += 1;
            self.look(db, tally);
        }
    }

    /// Whatever has been committed when a process is dead: a revision and its row, or neither; outside transactions a
    /// statement and its row, or neither.
    fn look(&self, db: &Db, tally: &mut Tally) {
        let rows = match block_on(db.connect().query(history::DONE)) {
            Ok(rows) => rows,
            // The journal comes with the third revision.
            Err(error) if error.cause() == Cause::NoTable => return,
            Err(error) => panic!("{error}"),
        };
        let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
        for row in rows {
            let mut values = row.into_iter().map(Option::unwrap_or_default);
            let mut next = || values.next().unwrap_or_default();
            found.insert((next(), next()), next());
        }
        let count = |kind: &str, id: &str| -> usize {
            let count = found.get(&(kind.to_owned(), id.to_owned()));
            count.map_or(0, |count| count.parse().unwrap())
        };
        for revision in &self.revisions {
            let id = &revision.id;
            let (recorded, ran, noted) =
                (count("recorded", id), count("ran", id), count("noted", id));
            let wanted = match (recorded, history::is_whole(revision)) {
                (1, true) => 1,
                (1, false) => history::NOTES,
                (0, true) => 0,
                (0, false) => noted,
                (several, _) => panic!("`{id}` is recorded {several} times"),
            };
            assert_eq!(ran, wanted, "of `{id}`, recorded {recorded}, noted {noted}: {tally}");
        }
        let applied: BTreeSet<&String> =
            found.keys().filter(|(kind, _)| kind == "recorded").map(|(_, id)| id).collect();
        let first: BTreeSet<&String> =
            self.revisions.iter().take(applied.len()).map(|revision| &revision.id).collect();
        assert_eq!(applied, first, "no revision is applied before the one below it");
        tally.midway += usize::from(!applied.is_empty() && applied.len() < self.revisions.len());
        tally.journalled += usize::from(found.keys().any(|(kind, _)| kind == "noted"));
    }
}

/// All that an upgrade leaves behind, but for its moments: the schema, then every row.
fn remains(db: &Db) -> Vec<String> {
    let schema = block_on(introspect(&mut db.connect())).unwrap();
    let mut all: Vec<String> = dump(&schema).lines().map(str::to_owned).collect();
    for table in db.tables() {
        let columns = match table.as_str() {
            "migrate_history" => "revision, message, checksum, down_sql",
            _ => "*",
        };
        let mut rows = db.rows(&format!("SELECT {columns} FROM {table}"));
        rows.sort();
        all.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    assert_eq!(db.rows(history::damage(db.postgres)), [""; 0]);
    all
}

/// # Panics
///
/// When the two differ, with the lines that only one of them has.
fn assert_same(found: &[String], expected: &[String], context: &str) {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    let (more, less) = (only(found, expected), only(expected, found));
    assert!(
        found == expected,
        "{context}\n{} found, {} expected; only found: {more:#?}\nonly expected: {less:#?}",
        found.len(),
        expected.len()
    );
}

/// Anything from 0 to 1.
fn random() -> f64 {
    // Each state has keys of its own.
    let bits = std::hash::RandomState::new().hash_one(Instant::now());
    f64::from(u32::try_from(bits >> 32).unwrap()) / f64::from(u32::MAX)
}
