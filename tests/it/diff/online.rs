//! The same changes in steps that keep nobody waiting: they run one by one, they come to what the plain ones come to, with
//! and without a database, they are taken back, and the rules have nothing to say of them that could be written otherwise.

use std::cell::{Cell, RefCell};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use migrate::dialect::postgres::Postgres;
use migrate::dialect::{Dialect, Statement, online};
use migrate::lint::{Scope, Severity, lint};
use migrate::op::{apply, reverse};
use migrate::replay::replay;
use migrate::revision::{Direction, Limits, Revision, Section};
use migrate::schema::Schema;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::case::{self, Pair, script};
use super::compare::same;
use super::generate::spec;
use super::real::Real;
use super::{WORKERS, property, report, rows};

/// The statements as a revision's section has them, run each in a transaction of its own.
fn section(statements: &[Statement]) -> String {
    let mut text = String::new();
    for statement in statements {
        text.push_str(&format!("{};\n", statement.sql));
        if let Some(effect) = &statement.effect {
            text.push_str(&format!("-- migrate:effect {effect}\n"));
        }
    }
    text
}

/// Whether there are steps for the pair; all that must hold of them.
fn hold(pair: &Pair, plain: &mut Real, stepped: &mut Real) -> Result<bool, String> {
    let Ok(written) = pair.write(&Postgres) else { return Ok(false) };
    let steps =
        online(&Postgres, &written.ops, &written.previous).map_err(|error| error.to_string())?;
    let Some(steps) = steps else { return Ok(false) };
    let steps = Postgres.limited(steps);
    for real in [&mut *plain, &mut *stepped] {
        real.clear();
        real.execute(&written.create)?;
    }
    let before = stepped.introspect();
    // With rows where the plain form takes them, so that batches have something to fill.
    rows::fill(pair, &written.previous, &Postgres, plain);
    if plain.execute(&written.up).is_ok() {
        rows::fill(pair, &written.previous, &Postgres, stepped);
    } else {
        for real in [&mut *plain, &mut *stepped] {
            rows::clear(&written.previous, &Postgres, real);
        }
        plain.execute(&written.up)?;
    }
    let each = |real: &mut Real, steps: &[Statement]| {
        steps.iter().try_for_each(|step| {
            real.run(&step.sql)
                .map_err(|error| format!("{error}\nin {}\nof\n{}", step.sql, section(steps)))
        })
    };
    each(stepped, &steps)?;
    same("plain and in steps", &plain.introspect(), &stepped.introspect(), &Postgres)
        .map_err(|error| format!("{error}\n{}", section(&steps)))?;

    let create = script(&written.create);
    let replayed = |up: &str| {
        let mut schema = Schema::default();
        let unread = replay(&Postgres, &format!("{create}{up}"), &mut schema);
        if unread.is_empty() { Ok(schema) } else { Err(format!("not read: {unread:?}")) }
    };
    let next = replayed(&script(&written.up))?;
    same("replayed plain and in steps", &next, &replayed(&section(&steps))?, &Postgres)?;
    clean(&create, &section(&steps))?;

    let mut there = written.previous.clone();
    apply(&mut there, &written.ops, Postgres.capability());
    let back = reverse(&written.ops);
    rows::clear(&there, &Postgres, stepped);
    match online(&Postgres, &back, &there).map_err(|error| error.to_string())? {
        Some(back) => each(stepped, &Postgres.limited(back))?,
        None => stepped.execute(&written.down)?,
    }
    same("before and after the way back", &before, &stepped.introspect(), &Postgres)?;
    Ok(true)
}

/// Nothing is told that could be written otherwise, and nothing that is wrong with steps.
fn clean(before: &str, steps: &str) -> Result<(), String> {
    let revision = |id: &str, sql: &str, transaction| Revision {
        id: id.to_owned(),
        sections: vec![Section {
            direction: Direction::Up,
            dialect: None,
            transaction,
            irreversible: false,
            limits: Limits::NONE,
            sql: sql.to_owned(),
            line: 0,
            hook: false,
        }],
        ..Revision::default()
    };
    let revisions = [revision("1111", before, true), revision("2222", steps, false)];
    let about_steps =
        ["no-lock-timeout", "exclusive-lock-held", "not-followed", "backfill-in-one-transaction"];
    let scope =
        Scope { wanted: &|one| one.id == "2222", directions: &[Direction::Up], allowed: &[] };
    let told = lint(&Postgres, &revisions, &scope);
    let wrong: Vec<String> = told
        .iter()
        .filter(|one| {
            one.safe.is_some()
                || about_steps.contains(&one.rule.id)
                || (one.rule.severity == Severity::Error
                    && one.rule.id != "not-null-without-default")
        })
        .map(|one| format!("{}: {} {}\n{:?}", one.line, one.rule.id, one.message, one.safe))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(format!("{}\nof\n{steps}", wrong.join("\n"))) }
}

#[test]
fn cases_hold_in_steps() {
    let cases: Vec<case::Case> =
        case::all().into_iter().filter(|case| case.is_for("postgres")).collect();
    let (next, outcomes, stepped) =
        (AtomicUsize::new(0), Mutex::new(Vec::new()), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let (mut real, mut fresh) = (Real::postgres(), Real::postgres());
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let pair = case.pair(&Postgres);
                    let outcome = hold(&pair, &mut real, &mut fresh);
                    stepped.fetch_add(usize::from(outcome == Ok(true)), Ordering::Relaxed);
                    let outcome = outcome.map_err(|error| format!("=== {}\n{error}", pair.name));
                    outcomes.lock().expect("no worker panics").push(outcome);
                }
            });
        }
    });
    report(outcomes.into_inner().expect("no worker panics"));
    let stepped = stepped.into_inner();
    assert!(std::env::var_os("CASE").is_some() || stepped >= 60, "only {stepped} cases have steps");
}

/// How many pairs are tried; `ONLINE_PAIRS` asks for another number.
fn cases(usual: u32) -> u32 {
    std::env::var("ONLINE_PAIRS").ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

#[test]
fn random_pairs_hold_in_steps() {
    let config = Config {
        cases: cases(24),
        failure_persistence: None,
        max_shrink_iters: 100,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let (plain, fresh) = (RefCell::new(Real::postgres()), RefCell::new(Real::postgres()));
    let stepped = Cell::new(0);
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&(spec(), spec()), |(previous, next)| {
            let pair = property::pair(&previous, &next, &Postgres);
            let held = hold(&pair, &mut plain.borrow_mut(), &mut fresh.borrow_mut());
            stepped.set(stepped.get() + u32::from(held.map_err(TestCaseError::fail)?));
            Ok(())
        });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(stepped.get() >= 8, "only {} pairs have steps", stepped.get());
}
