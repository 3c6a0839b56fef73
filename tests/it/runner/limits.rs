//! What a section says of its own about how long its statements may wait and run, before what the run says.

use std::time::Duration;

use migrate::error::Cause;
use migrate::revision::{Direction, Limits, Revision};
use migrate::runner::{self, Options};

use super::lock::SLOW;
use super::{each, outside, postgres, revision, scripts, sqlite, step, three, ups};

/// Notes what is in force.
const NOTE: &str = "INSERT INTO log SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout');";

fn limits(lock: Option<u64>, statement: Option<u64>) -> Limits {
    let time = |seconds: Option<u64>| seconds.map(Duration::from_secs);
    Limits { lock_timeout: time(lock), statement_timeout: time(statement) }
}

/// A table, and three revisions that note their limits; those of the second are its own.
fn noting(own: Limits) -> Vec<Revision> {
    let mut all = vec![revision("a1", "", "CREATE TABLE log (what text);", "DROP TABLE log;")];
    for (id, parent) in [("b2", "a1"), ("c3", "b2"), ("d4", "c3")] {
        all.push(revision(id, parent, NOTE, NOTE));
    }
    for section in &mut all[2].sections {
        section.limits = own;
    }
    all
}

#[test]
fn a_section_s_own_limits_count_while_it_runs() {
    let own = limits(Some(9), None);
    let run = Options { lock_timeout: Some(Duration::from_secs(7)), ..Options::default() };
    for single_transaction in [false, true] {
        let db = postgres();
        let options = Options { single_transaction, ..run.clone() };
        let revisions = noting(own);
        db.run(&revisions, &ups(&revisions), &options, &mut ()).expect("they run");
        assert_eq!(db.rows("SELECT what FROM log"), ["7s 0", "9s 0", "7s 0"]);
    }
    // Where the run sets none, the database's own come back for who follows in the transaction.
    let db = postgres();
    let options = Options { single_transaction: true, ..Options::default() };
    let revisions = noting(limits(Some(9), Some(99)));
    db.run(&revisions, &ups(&revisions), &options, &mut ()).expect("they run");
    assert_eq!(db.rows("SELECT what FROM log"), ["0 0", "9s 99s", "0 0"]);
    // On the way down too, and where only the history remembers it.
    let down = ["d4", "c3", "b2"].map(|id| step(Direction::Down, id));
    db.execute("DELETE FROM log");
    db.run(&revisions[..1], &down, &options, &mut ()).expect("the history remembers");
    assert_eq!(db.rows("SELECT what FROM log"), ["0 0", "9s 99s", "0 0"]);
}

#[test]
fn outside_transactions_they_count_for_each_statement() {
    let db = postgres();
    let mut revisions = noting(limits(Some(9), None));
    revisions[2].sections[0].sql =
        format!("{NOTE}\nCREATE INDEX CONCURRENTLY log_what ON log (what);\n{NOTE}");
    let last = outside(revisions.remove(2));
    revisions.insert(2, last);
    let options = Options { lock_timeout: Some(Duration::from_secs(7)), ..Options::default() };
    db.run(&revisions, &ups(&revisions), &options, &mut ()).expect("they run");
    assert_eq!(db.rows("SELECT what FROM log"), ["7s 0", "9s 0", "9s 0", "7s 0"]);
}

#[test]
fn a_long_statement_may_have_the_time_that_others_have_not() {
    let db = postgres();
    let mut slow = [revision("a1", "", "SELECT pg_sleep(0.2);", "")];
    let options =
        Options { statement_timeout: Some(Duration::from_millis(50)), ..Options::default() };
    let error = db.run(&slow, &ups(&slow), &options, &mut ()).expect_err("too slow");
    assert_eq!(error.cause(), Cause::Timeout);
    slow[0].sections[0].limits = limits(None, Some(600));
    db.run(&slow, &ups(&slow), &options, &mut ()).expect("it may");
}

#[test]
fn sqlite_gives_up_what_its_section_gives_no_more_time() {
    for slow in [revision("d4", "c3", SLOW, ""), outside(revision("d4", "c3", SLOW, ""))] {
        let db = sqlite();
        let mut revisions = three();
        revisions.push(slow);
        let own = Limits { statement_timeout: Some(Duration::from_millis(300)), ..Limits::NONE };
        revisions[3].sections[0].limits = own;
        let error = db.upgrade(&revisions).expect_err("too slow");
        assert!(error.to_string().ends_with("took longer than 300ms"), "{error}");
        assert_eq!(db.applied(), ["a1", "b2", "c3"]);
    }
}

#[test]
fn what_is_printed_sets_them_too() {
    for db in each() {
        let revisions = noting(limits(Some(9), None));
        let dialect = db.dialect();
        let options = Options { lock_timeout: Some(Duration::from_secs(7)), ..Options::default() };
        let known = scripts(dialect, &revisions);
        let text = runner::print(dialect, &known, &ups(&revisions), &options).expect("they print");
        let set: Vec<&str> = text.lines().filter(|line| line.contains("lock_timeout")).collect();
        let run = "SET LOCAL lock_timeout = '7000ms';";
        let own = ["SET LOCAL lock_timeout = '9000ms';", "SET LOCAL lock_timeout TO DEFAULT;", run];
        let noted = |line: &&&str| line.starts_with("SET");
        let expected: &[&str] =
            if db.postgres { &[run, run, run, own[0], own[1], run, run] } else { &[] };
        assert_eq!(set.iter().filter(noted).copied().collect::<Vec<_>>(), expected);
    }
}
