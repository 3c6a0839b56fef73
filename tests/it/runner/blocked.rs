//! Who keeps a statement or a commit waiting is told while it waits, and in the error.

use std::time::Duration;

use migrate::runner::{Holder, Options, Progress};
use migrate::session::{Session, block_on};

#[cfg(target_os = "linux")]
use super::{impatient, lock::SLOW};
use super::{outside, postgres, revision, three, ups};

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
        .args(["--exact", "runner::blocked::reads_until_its_input_ends", "--nocapture"])
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
    let them = format!("process {} (`{}`) since ", reader.id(), super::program());
    assert!(told[0].1.starts_with(&them), "{told:?}");
    reader.wait().expect("it ends");
}
