//! Whoever is overtaken between a look at the database and what they do after it.

use std::time::Duration;

use migrate::dialect::Dialect;
use migrate::error::Result;
use migrate::revision::Direction;
use migrate::runner::Options;
use migrate::session::{Blocking, Connection, Row, Session};

use super::startup::{HISTORY, migrator};
use super::{each, outside, run_on, step, three};

/// When somebody else comes in between, once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    AfterAQuery,
    BeforeATransaction,
}

struct Overtaken<'a> {
    connection: Connection,
    when: When,
    other: Option<Box<dyn FnOnce() + Send + 'a>>,
}

impl<'a> Overtaken<'a> {
    fn new(connection: Connection, when: When, other: impl FnOnce() + Send + 'a) -> Self {
        Overtaken { connection, when, other: Some(Box::new(other)) }
    }

    fn meet(&mut self, when: When) {
        if self.when == when
            && let Some(other) = self.other.take()
        {
            other();
        }
    }
}

impl Blocking for Overtaken<'_> {}

impl Session for Overtaken<'_> {
    fn dialect(&self) -> &'static dyn Dialect {
        self.connection.dialect()
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        self.run(&[sql]).await
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        if statements.iter().any(|sql| sql.contains("BEGIN")) {
            self.meet(When::BeforeATransaction);
        }
        self.connection.run(statements).await
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        let rows = self.connection.query(sql).await;
        self.meet(When::AfterAQuery);
        rows
    }

    async fn pause(&mut self, duration: Duration) -> Result<()> {
        self.connection.pause(duration).await
    }
}

#[test]
fn tables_that_somebody_migrates_meanwhile_are_not_strange() {
    for db in each() {
        let other = || drop(migrator(HISTORY).run(&db.url).expect("it is empty"));
        let mut slow = Overtaken::new(db.connect(), When::AfterAQuery, other);
        let started = migrator(HISTORY).run_on(&mut slow).expect("they have their history");
        assert!(slow.other.is_none());
        assert_eq!(started.applied, []);
        assert_eq!(db.applied(), ["a1", "b2"]);
    }
}

#[test]
fn what_somebody_takes_back_just_before_us_is_not_taken_back_again() {
    for (db, whole) in each().into_iter().chain(each()).zip([true, true, false, false]) {
        let mut revisions = three();
        // Which would succeed twice.
        revisions[2].sections[1].sql = "INSERT INTO log VALUES ('back');".into();
        if !whole {
            let last = revisions.pop().expect("three");
            revisions.push(outside(last));
        }
        db.upgrade(&revisions).expect("they run");
        let down = [step(Direction::Down, "c3")];
        let options = Options::default();
        let other = || drop(db.run(&revisions, &down, &options, &mut ()).expect("it is applied"));
        // Outside transactions nobody comes in once we have the lock.
        let when = if whole { When::BeforeATransaction } else { When::AfterAQuery };
        let mut slow = Overtaken::new(db.connect(), when, other);
        let done = run_on(&mut slow, &revisions, &down, &options, &mut ());
        assert!(slow.other.is_none());
        assert_eq!(done.expect("nothing is left to do"), []);
        assert_eq!(db.rows("SELECT count(*) FROM log WHERE what = 'back'"), ["1"]);
        assert_eq!(db.applied(), ["a1", "b2"]);
    }
}
