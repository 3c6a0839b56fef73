//! What is set while many revisions run one after the other: on our own connection alone, and given back.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use migrate::plan::Step;
use migrate::runner::{Hooks, Moment, Outcome};
use migrate::session::{Blocking, Connection, Session, block_on, connect};
use migrate::{Migrator, session::Access};

use super::startup::{HISTORY, migrator};

const MODE: &str = "PRAGMA journal_mode";

/// The journal mode during the second of two revisions, and after them.
fn modes<S: Blocking + 'static>(
    migrator: Migrator,
    session: &mut S,
    ask: fn(&mut S) -> String,
) -> [String; 2] {
    let during = Arc::new(Mutex::new(String::new()));
    let told = Arc::clone(&during);
    let note = move |session: &mut S, _: &Step| -> Outcome {
        *told.lock().unwrap() = ask(session);
        Ok(())
    };
    let hooks = Hooks::new().on(Moment::AfterUp, "b2", note);
    migrator.hooks(hooks).unwrap().run_on(session).unwrap();
    let during = during.lock().unwrap().clone();
    [during, ask(session)]
}

fn of_ours(session: &mut Connection) -> String {
    block_on(session.query(MODE)).unwrap().remove(0).remove(0).unwrap()
}

fn of_theirs(session: &mut rusqlite::Connection) -> String {
    session.query_row(MODE, [], |row| row.get(0)).unwrap()
}

fn journal(url: &str) -> PathBuf {
    Path::new(&format!("{}-journal", url.trim_start_matches("sqlite://"))).to_owned()
}

#[test]
fn a_rollback_journal_stays_while_many_revisions_run_and_no_longer() {
    let db = super::sqlite();
    let mut ours = connect(&db.url, Access::Write).unwrap();
    assert_eq!(modes(migrator(HISTORY), &mut ours, of_ours), ["persist", "delete"]);
    assert!(!journal(&db.url).exists());
    // Also after a revision that fails.
    db.reset();
    let mut ours = connect(&db.url, Access::Write).unwrap();
    migrator(&[HISTORY[0], ("b2", "nonsense", "")]).run_on(&mut ours).unwrap_err();
    assert_eq!(of_ours(&mut ours), "delete");
    assert!(!journal(&db.url).exists());
}

#[test]
fn one_revision_alone_changes_no_setting() {
    let db = super::sqlite();
    migrator(&HISTORY[..1]).run(&db.url).unwrap();
    let mut ours = connect(&db.url, Access::Write).unwrap();
    assert_eq!(modes(migrator(HISTORY), &mut ours, of_ours), ["delete", "delete"]);
}

#[test]
fn a_journal_that_somebody_chose_and_a_connection_that_is_lent_stay_as_they_are() {
    for mode in ["wal", "truncate", "persist"] {
        let db = super::sqlite();
        let mut ours = connect(&db.url, Access::Write).unwrap();
        block_on(ours.query(&format!("{MODE} = {mode}"))).unwrap();
        assert_eq!(modes(migrator(HISTORY), &mut ours, of_ours), [mode, mode]);
    }
    let db = super::sqlite();
    let path = db.url.trim_start_matches("sqlite://");
    let mut theirs = rusqlite::Connection::open(path).unwrap();
    assert_eq!(modes(migrator(HISTORY), &mut theirs, of_theirs), ["delete", "delete"]);
}
