//! The runner through connections of sqlx: PostgreSQL's here, SQLite's in `tests/neighbours/sqlx`.

use std::sync::Barrier;

use migrate::error::Cause;
use migrate::plan::Step;
use migrate::revision::{Direction, Revision};
use migrate::runner::{self, Hooks, Moment, Options};
use migrate::session::Session;
use migrate_sqlx::v0_8::Through;
use sqlx::{Connection, PgConnection, Postgres};

use super::startup::{HISTORY, migrator};
use super::{Db, outside, revision, scripts, step, three, ups};

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}

fn run(db: &Db, revisions: &[Revision], steps: &[Step]) -> migrate::Result<usize> {
    block_on(async {
        let mut connection = PgConnection::connect(&db.url).await.unwrap();
        let mut through = Through::<Postgres>::new(&mut connection).await?;
        let scripts = scripts(through.dialect(), revisions);
        let options = Options::default();
        let done = runner::run(&mut through, &scripts, steps, &options, &mut ()).await?;
        // It is free again for whatever else it is for.
        sqlx::query("SELECT $1").bind(1).execute(&mut connection).await.unwrap();
        Ok(done.len())
    })
}

fn revisions() -> Vec<Revision> {
    let mut revisions = three();
    let index = "CREATE INDEX CONCURRENTLY log_what ON log (what);\nINSERT INTO log VALUES ('d4');";
    revisions.push(outside(revision("d4", "c3", index, "DROP INDEX CONCURRENTLY log_what;")));
    revisions
}

#[test]
fn up_and_down_and_outside_transactions() {
    let db = super::postgres();
    assert_eq!(run(&db, &revisions(), &ups(&revisions())).unwrap(), 4);
    assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["a1", "b2", "c3", "d4"]);
    assert_eq!(db.rows("SELECT count(*) FROM migrate_journal"), ["0"]);
    let downs = ["d4", "c3", "b2", "a1"].map(|id| step(Direction::Down, id));
    assert_eq!(run(&db, &revisions(), &downs).unwrap(), 4);
    assert_eq!(db.tables(), ["migrate_history", "migrate_journal"]);
}

#[test]
fn an_error_leaves_nothing_of_its_revision_and_says_where() {
    let db = super::postgres();
    let mut revisions = three();
    let wrong = "INSERT INTO log VALUES ('d4');\n\nINSERT INTO nowhere VALUES (1);";
    revisions.push(revision("d4", "c3", wrong, ""));
    let error = run(&db, &revisions, &ups(&revisions)).unwrap_err();
    assert!(
        error.to_string().starts_with("revision `d4`, `migrations/d4.sql`, line 13, "),
        "{error}"
    );
    assert_eq!(error.cause(), Cause::NoTable);
    assert_eq!(db.applied(), ["a1", "b2", "c3"]);
    assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["a1", "b2", "c3"]);
}

#[test]
fn of_many_at_once_each_revision_is_run_by_one() {
    let db = super::postgres();
    let start = Barrier::new(4);
    let done: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    run(&db, &revisions(), &ups(&revisions())).unwrap()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(done, 4);
    assert_eq!(db.applied().len(), 4);
}

#[test]
fn a_start_with_a_hook_that_binds_values() {
    let db = super::postgres();
    let status = block_on(async {
        let mut connection = PgConnection::connect(&db.url).await.unwrap();
        let mut through = Through::<Postgres>::new(&mut connection).await.unwrap();
        let hooks = Hooks::new().on_async(
            Moment::AfterUp,
            "a1",
            |through: &mut Through<'_, Postgres>, _| {
                Box::pin(async move {
                    let insert = sqlx::query("INSERT INTO t VALUES ($1)").bind(7);
                    insert.execute(through.connection()).await?;
                    Ok(())
                })
            },
        );
        migrator(HISTORY).hooks(hooks).unwrap().run_async(&mut through).await.unwrap();
        migrator(HISTORY).status_async(&mut through).await.unwrap()
    });
    assert!(status.at_head);
    assert_eq!(db.rows("SELECT id FROM t ORDER BY id"), ["1", "7"]);
}
