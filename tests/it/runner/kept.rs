//! A connection of the caller's is after a run as it was before, whatever the revisions set and however the run ends.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use migrate::embed::{EmbeddedRevision, EmbeddedSections, EmbeddedSql};
use migrate::plan::Step;
use migrate::runner::{Hooks, Moment, Options, Outcome};
use migrate::session::{Blocking, Session, block_on};
use migrate::{Migrator, Startup};
use sqlx::Connection as _;

use super::startup::{HISTORY, migrator};
use super::{Db, postgres, sqlite};

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Success,
    Failure,
    HookFails,
    HookPanics,
}

/// A run: what its one revision sets, and how it ends.
#[derive(Debug)]
struct Case {
    sets: &'static str,
    transaction: bool,
    end: End,
}

const POSTGRES: &str = "SET lock_timeout = '1s'; SET statement_timeout = '2s'; SET TIME ZONE 'UTC'; SET ROLE pg_monitor; \
    RESET ROLE; SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.t (id int); \
    RESET idle_in_transaction_session_timeout;";
const SQLITE: &str = "PRAGMA main.foreign_keys = OFF; PRAGMA legacy_alter_table = ON; PRAGMA busy_timeout = 1; \
    PRAGMA recursive_triggers = ON; CREATE TABLE t (id int); DROP TABLE t; CREATE TABLE t (id int);";

fn cases(sets: &'static str) -> Vec<Case> {
    let case = |transaction, end| Case { sets, transaction, end };
    vec![
        case(true, End::Success),
        case(true, End::Failure),
        case(true, End::HookFails),
        case(true, End::HookPanics),
        case(false, End::Success),
        case(false, End::Failure),
    ]
}

impl Case {
    fn migrator(&self, bare: &str) -> Migrator {
        let mut embedded = *migrator(HISTORY).embedded();
        let rest = match (self.end, self.transaction) {
            (End::Failure, _) => "SELECT * FROM nowhere;",
            (_, true) => "",
            (_, false) => bare,
        };
        let sql = super::startup::leak(format!("{}\n{rest}", self.sets));
        let sections: Vec<EmbeddedSections> = embedded.revisions[0]
            .sections
            .iter()
            .map(|section| EmbeddedSections {
                up: EmbeddedSql { sql, transaction: self.transaction, ..section.up },
                ..*section
            })
            .collect();
        let first = EmbeddedRevision { sections: sections.leak(), ..embedded.revisions[0] };
        embedded.revisions = vec![first].leak();
        let options = Options {
            lock_timeout: Some(Duration::from_secs(5)),
            statement_timeout: Some(Duration::from_secs(50)),
            ..Options::default()
        };
        Migrator::new(Box::leak(Box::new(embedded))).startup(Startup::Upgrade).options(options)
    }

    fn hooks<S: Session>(&self) -> Hooks<S> {
        let end = self.end;
        match end {
            End::Success | End::Failure => Hooks::new(),
            End::HookFails | End::HookPanics => {
                Hooks::new().on(Moment::AfterUp, "a1", move |_: &mut S, _: &Step| -> Outcome {
                    assert_eq!(end, End::HookFails, "a hook that panics");
                    Err("a hook that fails".into())
                })
            }
        }
    }
}

/// How a future of a driver's is waited for.
trait Wait {
    fn wait<F: Future>(&self, future: F) -> F::Output;
}

struct AtOnce;

impl Wait for AtOnce {
    fn wait<F: Future>(&self, future: F) -> F::Output {
        block_on(future)
    }
}

impl Wait for tokio::runtime::Runtime {
    fn wait<F: Future>(&self, future: F) -> F::Output {
        self.block_on(future)
    }
}

/// Sets what the caller has set, runs the case, and looks again.
fn check<S: Session>(
    db: &Db,
    session: &mut S,
    waiter: &impl Wait,
    case: &Case,
    [set, asked, bare]: [&str; 3],
) {
    let set: Vec<&str> = set.split(';').collect();
    waiter.wait(session.run(&set)).unwrap();
    let before = waiter.wait(session.query(asked)).unwrap();
    let hooked = case.migrator(bare).hooks(case.hooks::<S>()).unwrap();
    let outcome = catch_unwind(AssertUnwindSafe(|| waiter.wait(hooked.run_async(session))));
    match case.end {
        End::Success => assert_eq!(outcome.unwrap().expect("it runs").applied.len(), 1),
        End::Failure => drop(outcome.unwrap().expect_err("a statement fails")),
        End::HookFails => drop(outcome.unwrap().expect_err("the hook fails")),
        End::HookPanics => {
            let panic = outcome.expect_err("the hook panics");
            let said = panic.downcast_ref::<String>().expect("its own words");
            assert!(said.contains("a hook that panics"), "{said}");
        }
    }
    assert_eq!(waiter.wait(session.query(asked)).unwrap(), before, "{case:?}");
    // No transaction is open, so that another may be begun.
    waiter.wait(session.run(&["BEGIN", "CREATE TABLE afterwards (id int)", "COMMIT"])).unwrap();
    let applied = usize::from(case.end == End::Success);
    let count = if db.postgres { "app.migrate_history" } else { "migrate_history" };
    let rows = waiter.wait(session.query(&format!("SELECT revision FROM {count}")));
    assert_eq!(rows.map_or(0, |rows| rows.len()), applied, "{case:?}");
}

const ON_POSTGRES: [&str; 3] = [
    "CREATE SCHEMA app;SET lock_timeout = '7s';SET search_path = app;SET timezone = 'Asia/Tokyo';\
     SET idle_in_transaction_session_timeout = '1h'",
    "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'), current_setting('search_path'), \
     current_setting('timezone'), current_user, current_setting('idle_in_transaction_session_timeout'), \
     current_setting('client_connection_check_interval', true), \
     (SELECT string_agg(name, ' ' ORDER BY name) FROM pg_settings WHERE source = 'session'), \
     (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())",
    "CREATE INDEX CONCURRENTLY t_id ON public.t (id);",
];

const ON_SQLITE: [&str; 3] = [
    "PRAGMA foreign_keys = ON;PRAGMA busy_timeout = 1234;PRAGMA legacy_alter_table = OFF",
    "SELECT (SELECT * FROM pragma_foreign_keys), (SELECT * FROM pragma_busy_timeout), \
     (SELECT * FROM pragma_legacy_alter_table), (SELECT * FROM pragma_recursive_triggers), \
     (SELECT * FROM pragma_writable_schema)",
    "VACUUM;",
];

fn blocking<S: Blocking>(db: &Db, session: &mut S, case: &Case, words: [&str; 3]) {
    check(db, session, &AtOnce, case, words);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn rusqlite_is_given_back_as_it_was() {
    for case in cases(SQLITE) {
        let db = sqlite();
        let path = db.url.trim_start_matches("sqlite://");
        let mut connection = rusqlite::Connection::open(path).unwrap();
        blocking(&db, &mut connection, &case, ON_SQLITE);
        let db = sqlite();
        blocking(&db, &mut db.connect(), &case, ON_SQLITE);
    }
}

#[test]
fn postgres_is_given_back_as_it_was() {
    for case in cases(POSTGRES) {
        let db = postgres();
        let mut client = ::postgres::Client::connect(&db.url, ::postgres::NoTls).unwrap();
        blocking(&db, &mut client, &case, ON_POSTGRES);
        let db = postgres();
        blocking(&db, &mut db.connect(), &case, ON_POSTGRES);
    }
}

#[test]
fn tokio_postgres_is_given_back_as_it_was() {
    for case in cases(POSTGRES) {
        let (db, runtime) = (postgres(), runtime());
        let (mut client, driving) =
            runtime.block_on(migrate::session::connect_tokio(&db.url)).unwrap();
        runtime.spawn(driving);
        check(&db, &mut client, &runtime, &case, ON_POSTGRES);
    }
}

#[test]
fn sqlx_is_given_back_as_it_was() {
    for case in cases(POSTGRES) {
        let (db, runtime) = (postgres(), runtime());
        let mut connection = runtime.block_on(sqlx::PgConnection::connect(&db.url)).unwrap();
        let mut through = runtime
            .block_on(migrate_sqlx::v0_8::Through::<sqlx::Postgres>::new(&mut connection))
            .unwrap();
        check(&db, &mut through, &runtime, &case, ON_POSTGRES);
    }
}
