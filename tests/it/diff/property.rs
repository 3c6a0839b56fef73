//! Random pairs of schemas through the oracle that the cases go through. `MIGRATE_PAIRS` asks for more or fewer of them.

use std::cell::{Cell, RefCell};

use migrate::dialect::Dialect;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::sqlite::Sqlite;
use migrate::diff::Hints;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::case::Pair;
use super::generate::{Spec, schema, spec};
use super::oracle::{self, Outcome};
use super::real::Real;

/// How many random pairs are tried, out of `usual`.
fn pairs(usual: u32) -> u32 {
    std::env::var("MIGRATE_PAIRS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

fn pair(previous: &Spec, next: &Spec, dialect: &dyn Dialect) -> Pair {
    Pair {
        name: "a random pair".to_owned(),
        previous: schema(previous, Some(dialect)),
        by_hand: String::new(),
        next: schema(next, None),
        // every rename there is by chance
        hints: Hints { drop_and_add: true, ..Hints::default() },
    }
}

/// Tries `count` pairs; the same ones for the same `seed`. Returns how many were refused.
fn hold(
    dialect: &dyn Dialect,
    real: Real,
    fresh: Real,
    count: u32,
    seed: u8,
) -> Result<u32, String> {
    let config = Config {
        cases: count,
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let (real, fresh, refused) = (RefCell::new(real), RefCell::new(fresh), Cell::new(0));
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&(spec(), spec()), |(previous, next)| {
            let pair = pair(&previous, &next, dialect);
            let held =
                oracle::hold(&pair, dialect, &mut real.borrow_mut(), &mut fresh.borrow_mut());
            match held.map_err(TestCaseError::fail)? {
                Outcome::Refused => refused.set(refused.get() + 1),
                Outcome::Held => {}
            }
            Ok(())
        });
    outcome.map_err(|error| error.to_string())?;
    Ok(refused.get())
}

#[test]
fn random_pairs_hold_on_sqlite() {
    let count = pairs(1000);
    let refused = hold(&Sqlite, Real::sqlite(), Real::sqlite(), count, 1)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(refused * 2 < count, "{refused} of {count} were refused");
}

#[test]
fn random_pairs_hold_on_postgres() {
    let count = pairs(100).div_ceil(4);
    std::thread::scope(|scope| {
        let try_all =
            |seed| move || hold(&Postgres, Real::postgres(), Real::postgres(), count, seed);
        let workers: Vec<_> = (0..4).map(|seed| scope.spawn(try_all(seed))).collect();
        for worker in workers {
            let refused =
                worker.join().expect("no worker panics").unwrap_or_else(|error| panic!("{error}"));
            assert!(refused * 2 < count, "{refused} of {count} were refused");
        }
    });
}
