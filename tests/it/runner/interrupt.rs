//! Whoever stops the command line as a person does: with Ctrl-C, by `kill`, by closing the pipe that it writes to. Kills
//! that nobody can prepare for are `kill`'s.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::{Duration, Instant};

use migrate::revision::Revision;
use migrate::session::{Session, block_on};

use super::{Db, each, folder, outside, postgres, revision, sqlite, three};

/// The command line with some words, on a folder of revisions.
fn command(place: &tempfile::TempDir, db: &Db, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_db"));
    command
        .arg("db")
        .args(words)
        .args(["--migrations", ".", "--database-url", &db.url])
        .current_dir(place.path())
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A process that is killed where a test fails, rather than going on for ever.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Self {
        Running(command.spawn().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails where it has ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn signal(process: &Child, signal: &str) {
    let status = Command::new("kill").args([signal, &process.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// Waits until something holds, however long that takes on a busy machine.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(60), "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Reads what is said until a line holds `words`.
fn heard(said: &mut BufReader<ChildStderr>, words: &str) -> String {
    let mut line = String::new();
    while !line.contains(words) {
        line.clear();
        assert_ne!(said.read_line(&mut line).unwrap(), 0, "it ended without a word of `{words}`");
    }
    line
}

fn said(process: &mut Child) -> BufReader<ChildStderr> {
    BufReader::new(process.stderr.take().unwrap())
}

/// Whether nobody but us does anything on the server in that database, or has a lock of migrations.
fn is_quiet(db: &Db) -> bool {
    let others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                  AND backend_type = 'client backend' AND state = 'active' \
                  UNION ALL SELECT pid FROM pg_locks WHERE locktype = 'advisory' \
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    db.rows(others).is_empty()
}

fn slow(db: &Db) -> &'static str {
    match db.postgres {
        // For longer than any test.
        true => "INSERT INTO log VALUES ('d4');\nSELECT pg_sleep(6000);",
        false => {
            "INSERT INTO log VALUES ('d4');\nINSERT INTO log WITH RECURSIVE c (i) AS \
             (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 100000000000) SELECT count(*) FROM c;"
        }
    }
}

/// `three`, and a fourth that takes for ever.
fn endless(db: &Db, whole: bool) -> Vec<Revision> {
    let mut revisions = three();
    let last = revision("d4", "c3", slow(db), "");
    revisions.push(if whole { last } else { outside(last) });
    revisions
}

#[test]
fn in_the_middle_of_a_revision() {
    for (name, number) in [("-INT", 2), ("-TERM", 15)] {
        for (db, whole) in each().into_iter().chain(each()).zip([true, true, false, false]) {
            let mut revisions = endless(&db, whole);
            let place = folder(&revisions);
            let Running(process) = &mut Running::start(&mut command(&place, &db, &["upgrade"]));
            heard(&mut said(process), "Running upgrade c3 -> d4");
            if db.postgres {
                until("it sleeps", || {
                    let asleep = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
                    !db.rows(asleep).is_empty()
                });
            }
            if !whole {
                let rows = || db.rows("SELECT what FROM log").len();
                until("its first statement has ended", || rows() == 4);
            }
            signal(process, name);
            assert_eq!(process.wait().unwrap().signal(), Some(number), "a shell says 128 and this");
            if db.postgres {
                until("the server has stopped, too", || is_quiet(&db));
            }
            assert_eq!(db.applied(), ["a1", "b2", "c3"]);
            let kept = db.rows("SELECT what FROM log ORDER BY what");
            // Outside transactions each statement that had ended stays, and is not run again.
            assert_eq!(kept.len(), if whole { 3 } else { 4 }, "{kept:?}");
            if whole {
                revisions[3].sections[0].sql = "INSERT INTO log VALUES ('d4');".into();
                let place = folder(&revisions);
                let output = command(&place, &db, &["upgrade"]).output().unwrap();
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["a1", "b2", "c3", "d4"]);
            } else {
                let output = command(&place, &db, &["status"]).output().unwrap();
                let all = String::from_utf8_lossy(&output.stdout).into_owned()
                    + &String::from_utf8_lossy(&output.stderr);
                assert!(all.contains("stopped on its way up after 1 statement,"), "{all}");
            }
        }
    }
}

/// A lock that is a row of a table stays when its owner is killed, and every start after that waits for nobody.
#[test]
fn pitfall_17_whoever_is_killed_leaves_no_lock_behind() {
    for whole in [true, false] {
        let db = sqlite();
        let mut revisions = endless(&db, whole);
        let place = folder(&revisions);
        let Running(process) = &mut Running::start(&mut command(&place, &db, &["upgrade"]));
        heard(&mut said(process), "Running upgrade c3 -> d4");
        let impatient = ["upgrade", "--lock-wait", "0"];
        until("it has the lock", || {
            let output = command(&place, &db, &impatient).output().unwrap();
            String::from_utf8_lossy(&output.stderr).contains("another migration is running")
        });
        process.kill().unwrap();
        assert_eq!(process.wait().unwrap().signal(), Some(9));
        revisions[3].sections[0].sql = "INSERT INTO log VALUES ('d4');".into();
        let place = folder(&revisions);
        let output = command(&place, &db, &impatient).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(db.applied(), ["a1", "b2", "c3", "d4"]);
        assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["a1", "b2", "c3", "d4"]);
    }
}

#[test]
fn while_waiting_for_somebody() {
    let db = postgres();
    let mut revisions = three();
    db.upgrade(&revisions).unwrap();
    revisions.push(revision("d4", "c3", "ALTER TABLE log ADD COLUMN more text;", ""));
    let place = folder(&revisions);
    let mut holder = db.connect();
    block_on(holder.execute("BEGIN; LOCK TABLE log")).unwrap();
    // Rather than for ever, should nothing be said.
    let patient = ["upgrade", "--statement-timeout", "120"];
    let Running(first) = &mut Running::start(&mut command(&place, &db, &patient));
    let line = heard(&mut said(first), "waiting for a lock on `log`");
    assert!(line.contains("which runs `BEGIN; LOCK TABLE log`"), "{line}");
    let Running(second) = &mut Running::start(&mut command(&place, &db, &["upgrade"]));
    let line = heard(&mut said(second), "waiting for another migration to end");
    assert!(line.contains("which runs `up d4`"), "{line}");
    for (process, name, number) in [(second, "-TERM", 15), (first, "-INT", 2)] {
        signal(process, name);
        assert_eq!(process.wait().unwrap().signal(), Some(number));
    }
    // They are gone although what they waited for is not.
    until("the server has stopped, too", || is_quiet(&db));
    assert_eq!(db.applied(), ["a1", "b2", "c3"]);
    drop(holder);
    let output = command(&place, &db, &["upgrade"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// `script` gives a command a terminal of its own, and passes on what is typed.
#[test]
#[cfg(target_os = "linux")]
fn at_a_question() {
    let db = sqlite();
    let place = folder(&three());
    db.upgrade(&three()).unwrap();
    let words = format!(
        "{} db downgrade base --migrations . --database-url {}",
        env!("CARGO_BIN_EXE_db"),
        db.url
    );
    let mut process = Command::new("script")
        .args(["--quiet", "--return", "--command", &words, "/dev/null"])
        .current_dir(place.path())
        .env("NO_COLOR", "1")
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`script` is part of every Linux, in bsdutils or util-linux");
    let (mut typed, mut screen) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
    let mut seen = Vec::new();
    while !seen.ends_with(b"[y/N] ") {
        let mut byte = [0];
        assert_eq!(screen.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&seen));
        seen.push(byte[0]);
    }
    typed.write_all(b"\x03").unwrap();
    let status = process.wait().unwrap();
    assert_eq!(status.code(), Some(130), "as a shell tells it");
    let mut rest = String::new();
    screen.read_to_string(&mut rest).unwrap();
    assert_eq!(rest.trim_end(), "^C", "nothing else is left on the screen");
    assert_eq!(db.applied(), ["a1", "b2", "c3"]);
}

#[test]
fn a_pipe_that_is_closed_ends_what_writes_to_it_in_peace() {
    let db = sqlite();
    // More than any pipe holds.
    let mut revisions = vec![revision("a0000", "", "", "")];
    for number in 1..2_000 {
        let (id, parent) = (format!("a{number:04}"), format!("a{:04}", number - 1));
        revisions.push(Revision { message: "x".repeat(80), ..revision(&id, &parent, "", "") });
    }
    let place = folder(&revisions);
    for words in [&["history"][..], &["upgrade", "--sql"]] {
        let mut process = command(&place, &db, words).spawn().unwrap();
        let mut reader = BufReader::new(process.stdout.take().unwrap());
        assert_ne!(reader.read_line(&mut String::new()).unwrap(), 0);
        drop(reader);
        let Output { status, stderr, .. } = process.wait_with_output().unwrap();
        assert_eq!((status.code(), String::from_utf8_lossy(&stderr).as_ref()), (Some(0), ""));
    }
}

#[test]
fn talk_that_nobody_hears_stops_nothing() {
    for db in each() {
        let place = folder(&three());
        let mut process = command(&place, &db, &["upgrade"]).spawn().unwrap();
        drop(process.stderr.take());
        drop(process.stdout.take());
        assert!(process.wait().unwrap().success());
        assert_eq!(db.applied(), ["a1", "b2", "c3"]);
    }
}
