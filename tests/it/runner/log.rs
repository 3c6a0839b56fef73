//! What the runner tells the `log` facade, at which level, and what it keeps to itself.

use std::sync::{LazyLock, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

use log::{Level, LevelFilter, Log, Metadata, Record};
use migrate::runner::Options;
use migrate::session::{Session, block_on};

use super::{impatient, postgres, revision, three, ups};

/// Keeps what is logged, with the thread that logged it: other tests log too.
struct Keeping(Mutex<Vec<(ThreadId, Level, String)>>);

impl Log for Keeping {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("migrate")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let line = (thread::current().id(), record.level(), record.args().to_string());
            self.0.lock().unwrap().push(line);
        }
    }

    fn flush(&self) {}
}

static KEPT: LazyLock<&'static Keeping> = LazyLock::new(|| {
    let keeping: &'static Keeping = Box::leak(Box::new(Keeping(Mutex::default())));
    log::set_logger(keeping).expect("no other test logs");
    log::set_max_level(LevelFilter::Debug);
    keeping
});

/// What this thread logs while `work` is done: `LEVEL text`.
fn logged(work: impl FnOnce()) -> Vec<String> {
    let kept = *KEPT;
    kept.0.lock().unwrap().retain(|(id, ..)| *id != thread::current().id());
    work();
    let lines = kept.0.lock().unwrap();
    let ours = lines.iter().filter(|(id, ..)| *id == thread::current().id());
    ours.map(|(_, level, text)| format!("{level} {text}")).collect()
}

/// The lines without how long anything took.
fn timeless(lines: &[String]) -> Vec<&str> {
    lines.iter().map(|line| line.split(" in ").next().unwrap_or_default()).collect()
}

#[test]
fn each_revision_is_told_as_it_begins_and_as_it_is_done() {
    for db in super::each() {
        let lines = logged(|| {
            db.upgrade(&three()).unwrap();
        });
        let wanted =
            ["a1", "b2", "c3"].map(|id| [format!("DEBUG up {id} begins"), format!("INFO up {id}")]);
        assert_eq!(timeless(&lines), wanted.concat());
        assert!(lines[1].ends_with(" ms"), "{lines:?}");
        let nothing = logged(|| {
            db.upgrade(&three()).unwrap();
        });
        assert_eq!(nothing, [""; 0]);
    }
}

#[test]
fn waits_and_retries_are_told_without_anybodys_literals() {
    let db = postgres();
    db.upgrade(&three()).unwrap();
    let mut revisions = three();
    revisions.push(revision(
        "d4",
        "c3",
        "INSERT INTO log VALUES ('hush'); ALTER TABLE log ADD COLUMN x text;",
        "",
    ));
    let steps = ups(&revisions);
    let mut holder = db.connect();
    block_on(holder.execute("BEGIN; INSERT INTO log VALUES ('hush')")).unwrap();
    let options =
        Options { lock_timeout: Some(Duration::from_millis(30)), retries: 2, ..Options::default() };
    let lines = logged(|| {
        db.run(&revisions, &steps, &options, &mut ()).unwrap_err();
    });
    let retried = "WARN revision `d4` met a lock and is tried again,";
    let told: Vec<&String> = lines.iter().filter(|line| line.starts_with("WARN")).collect();
    assert_eq!(told, [&format!("{retried} 1 of 2"), &format!("{retried} 2 of 2")]);
    // Somebody else is migrating: who has the lock of the history.
    let mut migrating = revisions.clone();
    migrating[3].sections[0].sql = "INSERT INTO log VALUES ('hush'); LOCK TABLE log;".into();
    thread::scope(|scope| {
        scope.spawn(|| db.upgrade(&migrating).unwrap());
        while db
            .rows(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            )
            .is_empty()
        {
            thread::sleep(Duration::from_millis(5));
        }
        let lines = logged(|| {
            db.run(&revisions, &steps, &impatient(), &mut ()).unwrap_err();
        });
        let waiting: Vec<&String> = lines.iter().filter(|line| line.starts_with("INFO")).collect();
        assert_eq!(waiting.len(), 1, "{lines:?}");
        assert!(waiting[0].contains("another migration is run by process"), "{waiting:?}");
        assert!(waiting[0].ends_with("which runs `up d4`"), "{waiting:?}");
        assert!(!lines.concat().contains("hush"), "{lines:?}");
        drop(holder);
    });
}
