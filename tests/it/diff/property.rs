//! Random pairs of schemas through the oracle that the cases go through. `MIGRATE_PAIRS` asks for more or fewer of them:
//! by night 10000 on SQLite and 500 on PostgreSQL, a tenth of that otherwise.

use std::cell::RefCell;
use std::collections::BTreeMap;

use migrate::dialect::Dialect;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::sqlite::Sqlite;
use migrate::memory::Memory;
use migrate::replay::{normalize, normalize_remembered};
use migrate::schema::Schema;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::case::Pair;
use super::generate::{Side, Spec, by_hand, hints, schema, spec};
use super::oracle::{self, Outcome};
use super::real::Real;

/// How many random pairs are tried, out of `usual`.
fn pairs(usual: u32) -> u32 {
    std::env::var("MIGRATE_PAIRS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// A pair with what a person would say of it.
pub(super) fn pair(previous: &Spec, next: &Spec, dialect: &dyn Dialect) -> Pair {
    Pair {
        name: "a random pair".to_owned(),
        previous: schema(previous, dialect, Side::Previous),
        by_hand: by_hand(previous, dialect),
        next: schema(next, dialect, Side::Next),
        hints: hints(previous, next, dialect),
    }
}

/// Tries `count` pairs; the same ones for the same `seed`. Returns why which were refused.
fn hold(
    dialect: &dyn Dialect,
    real: Real,
    fresh: Real,
    count: u32,
    seed: u8,
) -> Result<Vec<String>, String> {
    let config = Config {
        cases: count,
        failure_persistence: None,
        max_shrink_iters: 100,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let (real, fresh, refused) =
        (RefCell::new(real), RefCell::new(fresh), RefCell::new(Vec::new()));
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&(spec(), spec()), |(previous, next)| {
            let pair = pair(&previous, &next, dialect);
            let held =
                oracle::hold(&pair, dialect, &mut real.borrow_mut(), &mut fresh.borrow_mut());
            match held.map_err(TestCaseError::fail)? {
                Outcome::Refused(why) => refused.borrow_mut().push(why),
                Outcome::Held | Outcome::Unforeseen(_) => {}
            }
            Ok(())
        });
    outcome.map_err(|error| error.to_string())?;
    Ok(refused.into_inner())
}

#[test]
fn random_pairs_hold_on_sqlite() {
    let count = pairs(1000);
    let refused = hold(&Sqlite, Real::sqlite(), Real::sqlite(), count, 1)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(refused.len() * 2 < count as usize, "of {count} were refused {refused:#?}");
}

#[test]
fn random_pairs_hold_on_postgres() {
    let count = pairs(50).div_ceil(4);
    std::thread::scope(|scope| {
        let try_all =
            |seed| move || hold(&Postgres, Real::postgres(), Real::postgres(), count, seed);
        let workers: Vec<_> = (0..4).map(|seed| scope.spawn(try_all(seed))).collect();
        let mut refused = Vec::new();
        for worker in workers {
            let outcome = worker.join().expect("no worker panics");
            refused.extend(outcome.unwrap_or_else(|error| panic!("{error}")));
        }
        let count = 4 * count as usize;
        assert!(refused.len() * 2 < count, "of {count} were refused {refused:#?}");
    });
}

/// Forgets nothing.
#[derive(Default)]
struct Everything(BTreeMap<Vec<u8>, Vec<u8>>);

impl Memory for Everything {
    fn recall(&mut self, question: &[u8]) -> Option<&[u8]> {
        self.0.get(question).map(Vec::as_slice)
    }

    fn keep(&mut self, question: Vec<u8>, answer: Vec<u8>) {
        self.0.insert(question, answer);
    }
}

#[test]
fn a_table_that_is_remembered_reads_as_one_that_is_written_and_read() {
    let sorted = |schema: migrate::Result<Schema>| {
        schema.map_err(|error| error.to_string()).map(|mut schema| {
            schema.sort();
            schema
        })
    };
    for dialect in [&Sqlite as &dyn Dialect, &Postgres] {
        let mut memory = Everything::default();
        let mut runner = TestRunner::new_with_rng(
            Config::default(),
            TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]),
        );
        let mut schemas: Vec<Schema> = Vec::new();
        let mut recalled = 0;
        for at in 0..200_usize {
            let spec = spec().new_tree(&mut runner).expect("there is always one").current();
            let mut next = dialect.lower(&schema(&spec, dialect, Side::Previous));
            // Most edits leave most tables as they are.
            if let Some(previous) = schemas.last().filter(|_| at % 4 > 0) {
                let few = previous.tables.clone().into_iter().skip(at % 3);
                next.tables.extend(few);
                next.enums.extend(previous.enums.clone());
            }
            let before = memory.0.len();
            let remembered = normalize_remembered(dialect, &next, &mut memory);
            recalled += usize::from(memory.0.len() < before + next.tables.len());
            assert_eq!(sorted(remembered), sorted(normalize(dialect, &next)), "{next:#?}");
            schemas.push(next);
        }
        assert!(recalled > 100, "{recalled}");
    }
}
