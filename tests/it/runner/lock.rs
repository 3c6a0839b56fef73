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
        // A patient one finds nothing to do.
        assert_eq!(db.upgrade(&revisions).expect("it waits").len(), 0);
        assert_eq!(slow.join().expect("no panic"), 3);
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
        let us =
            format!("it is locked by process {}, which is this one, (`it-", std::process::id());
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
const SLOW: &str = "INSERT INTO log WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 100000000) \
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

/// Is told who is in the way, and does something about it.
struct Onlooker<F>(F);

impl<F: FnMut(&str, &Holder) + Send> Progress for Onlooker<F> {
    fn blocked(&mut self, _: Duration, what: &str, holder: &Holder) {
        (self.0)(what, holder);
    }
}

/// A child of `parent`, whose dropping takes a lock on a table that it does not name.
fn referring() -> [migrate::revision::Revision; 2] {
    let tables = "CREATE TABLE parent (id int PRIMARY KEY, name text); \
                  CREATE TABLE child (id int REFERENCES parent (id));";
    [revision("a1", "", tables, ""), revision("b2", "a1", "DROP TABLE child;", "")]
}

#[test]
fn whoever_keeps_a_statement_waiting_is_told_while_it_waits() {
    let db = postgres();
    db.upgrade(&referring()[..1]).expect("it runs");
    // Rather than for ever, should nobody be told.
    let options =
        Options { statement_timeout: Some(Duration::from_secs(60)), ..Options::default() };
    for outside_transactions in [false, true] {
        let [first, mut second] = referring();
        if outside_transactions {
            db.execute("CREATE TABLE child (id int REFERENCES parent (id)); DELETE FROM migrate_history WHERE revision = 'b2'");
            second = outside(second);
        }
        let revisions = [first, second];
        let mut reader = db.connect();
        block_on(reader.execute(
            "SET application_name = 'billing'; BEGIN; SELECT name FROM parent WHERE name = 'hush'",
        ))
        .expect("it is free");
        let mut reader = Some(reader);
        let mut told = Vec::new();
        let mut onlooker = Onlooker(|what: &str, holder: &Holder| {
            told.push((what.to_owned(), holder.to_string()));
            // Which is what it waits for.
            reader.take();
        });
        let done = db
            .run(&revisions, &ups(&revisions), &options, &mut onlooker)
            .expect("the reader has gone");
        assert_eq!(done.len(), 1);
        let (what, who) = &told[0];
        assert_eq!(what, "parent");
        assert!(who.starts_with("process ") && who.contains(" (`billing`) since 2"), "{who}");
        assert!(who.ends_with("BEGIN; SELECT name FROM parent WHERE name = ?`"), "{who}");
    }
}

#[test]
fn an_error_names_who_was_seen_in_the_way() {
    let db = postgres();
    db.upgrade(&referring()[..1]).expect("it runs");
    let mut reader = db.connect();
    block_on(reader.execute("BEGIN; SELECT name FROM parent")).expect("it is free");
    // Stopped once it has been seen, as by a limit of the server's.
    let mut onlooker = Onlooker(|_: &str, _: &Holder| {
        db.execute(
            "SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        );
    });
    let revisions = referring();
    let options =
        Options { statement_timeout: Some(Duration::from_secs(60)), ..Options::default() };
    let error =
        db.run(&revisions, &ups(&revisions), &options, &mut onlooker).expect_err("it is stopped");
    let text = error.to_string();
    assert!(text.contains("; `parent` is locked by process "), "{text}");
    assert_eq!(db.applied(), ["a1"]);
}

/// The command line on a folder of revisions, in a process of its own, ended when it is dropped.
#[cfg(target_os = "linux")]
struct Other {
    process: std::process::Child,
    _folder: tempfile::TempDir,
}

#[cfg(target_os = "linux")]
impl Drop for Other {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn another_process_that_has_locked_a_sqlite_file_is_named() {
    for (mode, whole) in [("delete", true), ("wal", true), ("delete", false)] {
        let db = super::sqlite();
        db.execute(&format!("PRAGMA journal_mode = {mode}"));
        let mut revisions = three();
        db.upgrade(&revisions).expect("they run");
        // Some minutes of work.
        let slow = SLOW.replace("100000000", "10000000000");
        let next = revision("d4", "c3", &slow, "");
        revisions.push(if whole { next } else { outside(next) });
        let folder = super::folder(&revisions);
        let process = std::process::Command::new(env!("CARGO_BIN_EXE_db"))
            .args(["db", "upgrade", "--yes", "--migrations", ".", "--database-url", &db.url])
            .current_dir(folder.path())
            .env_remove("DATABASE_URL")
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the command line starts");
        let other = Other { process, _folder: folder };
        let mut waiter = db.connect();
        block_on(waiter.execute("PRAGMA busy_timeout = 0")).expect("a pragma");
        while block_on(waiter.execute("BEGIN IMMEDIATE")).is_ok() {
            block_on(waiter.execute("ROLLBACK")).expect("nothing was done");
            std::thread::sleep(Duration::from_millis(5));
        }
        // It may have been a short lock, of a statement before the long one.
        block_on(waiter.execute("PRAGMA busy_timeout = 1000")).expect("a pragma");
        revisions[3].sections[0].sql = "INSERT INTO log VALUES ('d4');".into();
        let error = super::run_on(&mut waiter, &revisions, &ups(&revisions), &impatient(), &mut ())
            .expect_err("it gives up");
        let text = error.to_string();
        let them = format!("it is locked by process {} (`db`) since 2", other.process.id());
        assert!(text.contains(&them), "{mode}: {text}");
        assert!(!text.contains("--database-url"), "{text}");
    }
}

/// Not a test of its own: what `a_reader_that_keeps_a_commit_waiting_is_named` runs, which reads until its input ends.
#[test]
fn reads_until_its_input_ends() {
    let Ok(file) = std::env::var("MIGRATE_TEST_READ") else { return };
    let mut reader = rusqlite::Connection::open(file).expect("the file is there");
    let read = reader.transaction().expect("it begins");
    let count: i64 =
        read.query_row("SELECT count(*) FROM log", [], |row| row.get(0)).expect("it reads");
    eprintln!("read {count}");
    std::io::stdin().read_line(&mut String::new()).expect("its input ends");
}

#[test]
#[cfg(target_os = "linux")]
fn a_reader_that_keeps_a_commit_waiting_is_named() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let db = super::sqlite();
    let mut revisions = three();
    db.upgrade(&revisions).expect("they run");
    let mut reader = Command::new(std::env::current_exe().expect("the test binary"))
        .args(["--exact", "runner::lock::reads_until_its_input_ends", "--nocapture"])
        .env("MIGRATE_TEST_READ", db.url.trim_start_matches("sqlite://"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the test binary runs");
    let mut said = BufReader::new(reader.stderr.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("read 3") {
        line.clear();
        assert_ne!(said.read_line(&mut line).expect("it speaks"), 0, "it does not read");
    }
    revisions.push(revision("d4", "c3", "INSERT INTO log VALUES ('d4');", ""));
    let mut input = reader.stdin.take();
    let mut told = Vec::new();
    let mut onlooker = Onlooker(|what: &str, holder: &Holder| {
        told.push((what.to_owned(), holder.to_string()));
        input.take();
    });
    db.run(&revisions, &ups(&revisions), &Options::default(), &mut onlooker)
        .expect("the reader goes");
    assert!(told[0].1.starts_with(&format!("process {} (`it-", reader.id())), "{told:?}");
    reader.wait().expect("it ends");
}
