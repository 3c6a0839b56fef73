//! A connection that breaks at any point: a clean run afterwards leaves what an undisturbed one leaves.

use std::path::PathBuf;
use std::time::Duration;

use migrate::dialect::Dialect;
use migrate::error::{Cause, Error, Result};
use migrate::plan::Step;
use migrate::revision::{Direction, Revision};
use migrate::runner::Options;
use migrate::session::{Blocking, Connection, Row, Session};

use super::{Db, each, outside, revision, run_on, step, ups};

/// A connection that breaks when it is asked for the `left + 1`st time: before the database hears of it, or after it has
/// done what was asked and before we hear of that.
struct Fragile {
    inner: Option<Connection>,
    dialect: &'static dyn Dialect,
    left: usize,
    heard: bool,
}

impl Fragile {
    fn new(db: &Db, left: usize, heard: bool) -> Self {
        Fragile { inner: Some(db.connect()), dialect: db.dialect(), left, heard }
    }

    /// Whether this call is the one that breaks, and must reach the database first.
    fn strain(&mut self) -> Result<Option<&mut Connection>> {
        if self.left > 0 {
            self.left -= 1;
            return Ok(self.inner.as_mut());
        }
        if !self.heard {
            self.inner = None;
        }
        Ok(None)
    }

    fn broken() -> Error {
        Error::database("the connection broke").caused_by(Cause::Lost)
    }
}

impl Blocking for Fragile {}

impl Session for Fragile {
    fn dialect(&self) -> &'static dyn Dialect {
        self.dialect
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        if let Some(inner) = self.strain()? {
            return inner.execute(sql).await;
        }
        if let Some(mut inner) = self.inner.take() {
            let _ = inner.execute(sql).await;
        }
        Err(Fragile::broken())
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        if self.dialect.conduct().one_message {
            let message = statements.join(";\n");
            return self.execute(&message).await;
        }
        for statement in statements {
            self.execute(statement).await?;
        }
        Ok(())
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        if let Some(inner) = self.strain()? {
            return inner.query(sql).await;
        }
        self.inner = None;
        Err(Fragile::broken())
    }

    async fn pause(&mut self, _: Duration) -> Result<()> {
        Ok(())
    }

    fn file(&self) -> Option<PathBuf> {
        self.inner.as_ref().and_then(Session::file)
    }
}

/// Transactions, statements outside them that count, and one that no transaction can hold.
pub(super) fn history(db: &Db) -> Vec<Revision> {
    let bare = if db.postgres {
        "SET lock_timeout = '5s';\nCREATE INDEX CONCURRENTLY log_what ON log (what);"
    } else {
        "PRAGMA cache_size = 100;\nVACUUM;\nCREATE INDEX log_what ON log (what);"
    };
    let drop = if db.postgres {
        "DROP INDEX CONCURRENTLY log_what;"
    } else {
        "DROP INDEX log_what;\nVACUUM;"
    };
    vec![
        revision(
            "a1",
            "",
            "CREATE TABLE log (what text NOT NULL);\nINSERT INTO log VALUES ('a1');",
            "DROP TABLE log;",
        ),
        outside(revision(
            "b2",
            "a1",
            &format!(
                "INSERT INTO log VALUES ('b2 first');\n{bare}\nINSERT INTO log VALUES ('b2 last');"
            ),
            &format!(
                "INSERT INTO log VALUES ('b2 down');\n{drop}\nINSERT INTO log VALUES ('b2 gone');"
            ),
        )),
        revision(
            "c3",
            "b2",
            "CREATE TABLE c (id int);\nINSERT INTO log VALUES ('c3');\nDROP TABLE c;",
            "INSERT INTO log VALUES ('c3 down');",
        ),
    ]
}

/// All that the revisions leave behind.
pub(super) fn remains(db: &Db) -> (Vec<String>, Vec<String>, Vec<String>, Vec<String>) {
    let indexes = if db.postgres {
        "SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
         JOIN pg_class t ON t.oid = i.indrelid WHERE t.relname = 'log'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'log'"
    };
    (
        db.rows("SELECT revision, checksum, down_sql FROM migrate_history ORDER BY revision"),
        db.rows("SELECT what FROM log ORDER BY what"),
        db.rows("SELECT * FROM migrate_journal"),
        db.rows(indexes),
    )
}

/// Breaks at every point of taking `steps` in turn, ends cleanly each time, and returns how many points there were.
fn break_everywhere(db: &Db, before: &[Step], steps: &[Step]) -> usize {
    let revisions = history(db);
    let whole = |steps: &[Step]| {
        db.run(&revisions, steps, &Options::default(), &mut ())
            .unwrap_or_else(|error| panic!("{error}"));
    };
    whole(before);
    whole(steps);
    let undisturbed = remains(db);
    for heard in [false, true] {
        for point in 0.. {
            db.reset();
            whole(before);
            let mut fragile = Fragile::new(db, point, heard);
            let outcome = run_on(&mut fragile, &revisions, steps, &Options::default(), &mut ());
            drop(fragile);
            whole(steps);
            assert_eq!(remains(db), undisturbed, "broken at point {point}, heard: {heard}");
            match outcome {
                Ok(_) if heard => return point,
                Ok(_) => break,
                Err(error) => assert!(error.cause() == Cause::Lost, "{error}"),
            }
        }
    }
    unreachable!("a history ends")
}

#[test]
fn a_connection_may_break_anywhere_on_the_way_up() {
    for db in each() {
        let points = break_everywhere(&db, &[], &ups(&history(&db)));
        assert!(points > 15, "only {points} points were tried");
    }
}

#[test]
fn a_connection_may_break_anywhere_on_the_way_down() {
    for db in each() {
        let downs = ["c3", "b2"].map(|id| step(Direction::Down, id));
        let points = break_everywhere(&db, &ups(&history(&db)), &downs);
        assert!(points > 10, "only {points} points were tried");
    }
}
