//! One migrator at a time, and what those learn that wait.

use std::sync::Barrier;
use std::time::Duration;

use migrate::error::Cause;
use migrate::runner::{Holder, Options, Progress};
use migrate::session::{Session, block_on};

use super::{each, impatient, outside, postgres, revision, three, ups};

/// Advisory locks in this database.
const HELD: &str = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' \
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

#[derive(Default)]
struct Told(Vec<Option<Holder>>);

impl Progress for Told {
    fn waiting(&mut self, _: Duration, holder: Option<&Holder>) {
        self.0.push(holder.cloned());
    }
}

#[test]
fn eight_that_start_at_once_all_succeed_and_each_revision_runs_once() {
    for db in each() {
        let mut revisions = three();
        let slow = if db.postgres { "SELECT pg_sleep(0.1);" } else { "" };
        revisions[1].sections[0].sql.push_str(slow);
        revisions.push(outside(revision(
            "d4",
            "c3",
            "INSERT INTO log VALUES ('d4');\nINSERT INTO log VALUES ('d4 again');",
            "",
        )));
        revisions.push(revision("e5", "d4", "INSERT INTO log VALUES ('e5');", ""));
        for _ in 0..5 {
            let start = Barrier::new(8);
            let done: usize = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..8)
                    .map(|_| {
                        scope.spawn(|| {
                            start.wait();
                            db.upgrade(&revisions)
                                .expect("whoever comes second finds nothing to do")
                                .len()
                        })
                    })
                    .collect();
                threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
            });
            assert_eq!(done, 5, "each revision is somebody's");
            assert_eq!(
                db.rows("SELECT what FROM log ORDER BY what"),
                ["a1", "b2", "c3", "d4", "d4 again", "e5"]
            );
            assert_eq!(db.applied().len(), 5);
            assert_eq!(db.rows("SELECT count(*) FROM migrate_journal"), ["0"]);
            if db.postgres {
                assert_eq!(db.rows(HELD), [""; 0]);
            }
            db.reset();
        }
    }
}

#[test]
fn whoever_waits_too_long_says_for_whom() {
    let db = postgres();
    let mut revisions = three();
    revisions[0].sections[0].sql.push_str("SELECT pg_sleep(2) AS slow;");
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| db.upgrade(&revisions).expect("it takes its time").len());
        let held = (0..400).any(|_| {
            std::thread::sleep(Duration::from_millis(5));
            !db.rows(HELD).is_empty()
        });
        assert!(held, "whoever migrates holds a lock");
        let mut told = Told::default();
        let error =
            db.run(&revisions, &ups(&revisions), &impatient(), &mut told).expect_err("it gives up");
        let text = error.to_string();
        assert!(
            text.contains("another migration is running") && text.contains("run by process "),
            "{text}"
        );
        assert!(text.contains("which runs `up a1`"), "{text}");
        assert!(error.hint().is_some_and(|hint| hint.contains("--lock-wait")));
        assert!(
            told.0.iter().flatten().all(|holder| holder.since.ends_with("UTC")),
            "{:?}",
            told.0
        );
        assert!(told.0.iter().flatten().count() > 1, "it was told while it waited");
        // A patient one finds nothing to do but what it got the lock for first, between two revisions.
        let patient = db.upgrade(&revisions).expect("it waits").len();
        assert_eq!(slow.join().expect("no panic") + patient, 3, "each ran once");
        assert!(patient < 3, "the slow one had begun");
    });
}

#[test]
fn a_writer_keeps_sqlite_waiting_until_patience_ends() {
    let db = super::sqlite();
    let mut writer = db.connect();
    block_on(writer.execute("CREATE TABLE w (id int); BEGIN IMMEDIATE")).expect("a fresh file");
    let mut waiter = db.connect();
    block_on(waiter.execute("PRAGMA busy_timeout = 20")).expect("a pragma");
    let revisions = three();
    let mut told = Told::default();
    let error = super::run_on(&mut waiter, &revisions, &ups(&revisions), &impatient(), &mut told)
        .expect_err("it gives up");
    assert!(error.to_string().contains("somebody else writes to the database"), "{error}");
    assert!(!told.0.is_empty());
    if cfg!(target_os = "linux") {
        let (process, program) = (std::process::id(), super::program());
        let us =
            format!("it is locked by process {process}, which is this one, (`{program}`) since ");
        assert!(error.to_string().contains(&us), "{error}");
    }
    block_on(writer.execute("COMMIT")).expect("the writer ends");
    let done = super::run_on(&mut waiter, &revisions, &ups(&revisions), &impatient(), &mut ())
        .expect("free");
    assert_eq!(done.len(), 3);
}

#[test]
fn a_table_that_somebody_holds_is_waited_for_as_long_as_was_said() {
    let db = postgres();
    db.upgrade(&three()).expect("they run");
    let next = [revision("d4", "c3", "ALTER TABLE log ADD COLUMN more text;", "")];
    let options =
        Options { lock_timeout: Some(Duration::from_millis(80)), retries: 1, ..Options::default() };
    let mut revisions = three();
    revisions.extend(next);
    let mut holder = db.connect();
    block_on(holder.execute("BEGIN; LOCK TABLE log")).expect("it is free");
    let error = db.run(&revisions, &ups(&revisions), &options, &mut ()).expect_err("it is held");
    assert!(
        error.to_string().contains("lock timeout") && error.to_string().contains("`d4`"),
        "{error}"
    );
    let text = error.to_string();
    assert!(text.contains("; `log` is locked by process "), "{text}");
    assert!(text.ends_with("which runs `BEGIN; LOCK TABLE log`"), "{text}");
    drop(holder);
    db.run(&revisions, &ups(&revisions), &options, &mut ()).expect("it is free again");
    // One that is free before the last try is met.
    let more = revision("e5", "d4", "ALTER TABLE log ADD COLUMN most text;", "");
    revisions.push(more);
    let mut holder = db.connect();
    block_on(holder.execute("BEGIN; LOCK TABLE log")).expect("it is free");
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(120));
            drop(holder);
        });
        let options = Options { retries: 10, ..options };
        assert_eq!(
            db.run(&revisions, &ups(&revisions), &options, &mut ()).expect("tried again").len(),
            1
        );
    });
}

#[test]
fn a_statement_may_take_so_long_and_no_longer() {
    let db = postgres();
    let slow = [revision("a1", "", "SELECT pg_sleep(5);", "")];
    let options =
        Options { statement_timeout: Some(Duration::from_millis(50)), ..Options::default() };
    let error = db.run(&slow, &ups(&slow), &options, &mut ()).expect_err("too slow");
    assert!(error.to_string().contains("statement timeout"), "{error}");
    assert_eq!(error.cause(), Cause::Timeout);
}

/// Some seconds of work for SQLite, and then a row.
pub(super) const SLOW: &str = "INSERT INTO log WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 100000000) \
                    SELECT count(*) FROM c;";

#[test]
fn sqlite_gives_up_a_statement_that_takes_too_long() {
    let options =
        Options { statement_timeout: Some(Duration::from_millis(500)), ..Options::default() };
    for slow in [revision("d4", "c3", SLOW, ""), outside(revision("d4", "c3", SLOW, ""))] {
        let db = super::sqlite();
        let mut revisions = three();
        revisions.push(slow);
        let error = db.run(&revisions, &ups(&revisions), &options, &mut ()).expect_err("too slow");
        let text = error.to_string();
        assert!(text.contains("`d4`") && text.ends_with("took longer than 500ms"), "{text}");
        assert_eq!(error.cause(), Cause::Timeout);
        assert_eq!(db.applied(), ["a1", "b2", "c3"], "what was quick enough is applied");
        assert_eq!(db.rows("SELECT what FROM log"), ["a1", "b2", "c3"]);
    }
}

#[test]
fn limits_hold_outside_transactions_too_and_no_longer_than_the_statement() {
    let db = postgres();
    db.upgrade(&three()).expect("they run");
    let options = Options {
        lock_timeout: Some(Duration::from_millis(50)),
        statement_timeout: Some(Duration::from_secs(9)),
        retries: 0,
        ..Options::default()
    };
    let mut revisions = three();
    let index = "CREATE INDEX CONCURRENTLY log_what ON log (what);";
    revisions.push(outside(revision("d4", "c3", index, "")));
    let mut holder = db.connect();
    block_on(holder.execute("BEGIN; LOCK TABLE log")).expect("it is free");
    let mut connection = db.connect();
    let asked = "SELECT current_setting('lock_timeout') || current_setting('statement_timeout')";
    let before = block_on(connection.query(asked)).expect("settings");
    let error = super::run_on(&mut connection, &revisions, &ups(&revisions), &options, &mut ())
        .expect_err("it is held");
    assert!(error.to_string().contains("lock timeout"), "{error}");
    assert_eq!(block_on(connection.query(asked)).expect("settings"), before);
}

#[test]
fn who_is_in_the_way_is_told_without_their_secrets() {
    let db = postgres();
    db.upgrade(&three()).expect("they run");
    // `lo` is a name that stands within others; nothing of ours names it.
    db.execute("CREATE TABLE lo (id int)");
    let options =
        Options { lock_timeout: Some(Duration::from_millis(50)), retries: 0, ..Options::default() };
    let mut revisions = three();
    revisions.push(revision("d4", "c3", "ALTER TABLE log ADD COLUMN more text;", ""));
    let mut other = db.connect();
    block_on(other.execute("BEGIN; LOCK TABLE lo")).expect("it is free");
    let mut holder = db.connect();
    block_on(holder.execute(
        "SET application_name = 'billing'; BEGIN; INSERT INTO log VALUES ('hush') /* hush */",
    ))
    .expect("it is free");
    let error = db.run(&revisions, &ups(&revisions), &options, &mut ()).expect_err("it is held");
    let text = error.to_string();
    assert!(text.contains("; `log` is locked by process "), "{text}");
    assert!(text.contains(" (`billing`) since "), "{text}");
    assert!(text.ends_with("BEGIN; INSERT INTO log VALUES (?)`"), "{text}");
    assert!(!text.contains("hush"), "{text}");
}
