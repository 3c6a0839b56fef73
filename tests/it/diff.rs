//! Diffs on real databases: cases that are data, and random pairs of schemas. What the comparison decides without a
//! database is tested beside it.

mod case;
mod compare;
mod down;
mod foreseen;
mod generate;
mod matrix;
mod online;
mod oracle;
mod property;
mod real;
mod rows;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use migrate::dialect::postgres::Postgres;
use migrate::dialect::sqlite::Sqlite;

use case::Case;
use real::Real;

/// How many cases run side by side on PostgreSQL, each on a database of its own.
const WORKERS: usize = 4;

#[test]
fn cases_are_written_as_expected() {
    report(case::all().iter().map(case::expect).collect());
}

#[test]
fn cases_hold_on_sqlite() {
    let hold = |case: &Case| {
        oracle::hold(&case.pair(&Sqlite), &Sqlite, &mut Real::sqlite(), &mut Real::sqlite())
            .and_then(|outcome| case.judge(outcome))
    };
    report(case::all().iter().filter(|case| case.is_for("sqlite")).map(hold).collect());
}

#[test]
fn cases_hold_on_postgres() {
    let cases: Vec<Case> = case::all().into_iter().filter(|case| case.is_for("postgres")).collect();
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let (mut real, mut fresh) = (Real::postgres(), Real::postgres());
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome =
                        oracle::hold(&case.pair(&Postgres), &Postgres, &mut real, &mut fresh)
                            .and_then(|outcome| case.judge(outcome));
                    outcomes.lock().expect("no worker panics").push(outcome);
                }
            });
        }
    });
    report(outcomes.into_inner().expect("no worker panics"));
}

/// Fails with everything that failed, each told once.
fn report<T>(outcomes: Vec<Result<T, String>>) {
    assert!(!outcomes.is_empty(), "no case was found");
    let total = outcomes.len();
    let mut failures: Vec<String> = outcomes.into_iter().filter_map(Result::err).collect();
    failures.sort();
    assert!(
        failures.is_empty(),
        "{} of {total} fail:\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}
