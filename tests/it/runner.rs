//! The runner on real databases: nothing lost, nothing half done, whoever starts when. What the tests share stands here,
//! the tests in the files beside it.

mod atomic;
mod blocked;
mod fault;
mod full;
mod guard;
mod hook;
mod interrupt;
mod journal;
mod kept;
mod limits;
mod lock;
mod log;
mod overtaken;
mod pooled;
mod reach;
mod series;
mod sqlx;
mod startup;
mod tamper;
mod wire;

use std::path::PathBuf;
use std::time::Duration;

use migrate::dialect::{self, Dialect};
use migrate::error::Result;
use migrate::plan::Step;
use migrate::revision::{Direction, Limits, Revision, Section};
use migrate::runner::{self, Done, Options, Progress, Script};
use migrate::session::{Access, Connection, Session, block_on, connect};
use migrate_tests::{Database, TempDb};

/// A fresh database of one kind.
pub(crate) struct Db {
    pub(crate) url: String,
    pub(crate) postgres: bool,
    _keep: Keep,
}

#[allow(dead_code, reason = "held until it is dropped")]
enum Keep {
    Postgres(Database),
    Sqlite(TempDb),
}

/// One fresh database of each kind.
pub(crate) fn each() -> [Db; 2] {
    [sqlite(), postgres()]
}

pub(crate) fn sqlite() -> Db {
    let db = migrate_tests::sqlite();
    Db { url: db.url(), postgres: false, _keep: Keep::Sqlite(db) }
}

pub(crate) fn postgres() -> Db {
    let db = migrate_tests::postgres();
    Db { url: db.url(), postgres: true, _keep: Keep::Postgres(db) }
}

impl Db {
    pub(crate) fn connect(&self) -> Connection {
        connect(&self.url, Access::Write).expect("a fresh database opens")
    }

    pub(crate) fn execute(&self, sql: &str) {
        block_on(self.connect().execute(sql)).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// A query's values, `|` between columns.
    pub(crate) fn rows(&self, sql: &str) -> Vec<String> {
        let rows =
            block_on(self.connect().query(sql)).unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.into_iter()
            .map(|row| {
                row.into_iter()
                    .map(|value| value.unwrap_or("NULL".into()))
                    .collect::<Vec<_>>()
                    .join("|")
            })
            .collect()
    }

    pub(crate) fn applied(&self) -> Vec<String> {
        self.rows("SELECT revision FROM migrate_history ORDER BY revision")
    }

    pub(crate) fn dialect(&self) -> &'static dyn Dialect {
        dialect::find(if self.postgres { "postgres" } else { "sqlite" }).expect("a dialect")
    }

    /// Names of all tables.
    pub(crate) fn tables(&self) -> Vec<String> {
        self.rows(if self.postgres {
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
        })
    }

    /// Empties the database.
    pub(crate) fn reset(&self) {
        if self.postgres {
            self.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        } else {
            let path = self.url.trim_start_matches("sqlite://");
            std::fs::remove_file(path).expect("the file is there");
        }
    }

    /// Applies every revision by a connection of its own.
    pub(crate) fn upgrade(&self, revisions: &[Revision]) -> Result<Vec<Done>> {
        self.run(revisions, &ups(revisions), &Options::default(), &mut ())
    }

    pub(crate) fn run(
        &self,
        revisions: &[Revision],
        steps: &[Step],
        options: &Options,
        progress: &mut dyn Progress,
    ) -> Result<Vec<Done>> {
        run_on(&mut self.connect(), revisions, steps, options, progress)
    }
}

pub(crate) fn run_on<S: Session>(
    session: &mut S,
    revisions: &[Revision],
    steps: &[Step],
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<Vec<Done>> {
    let dialect = session.dialect();
    block_on(runner::run(session, &scripts(dialect, revisions), steps, options, progress))
}

pub(crate) fn scripts<'a>(dialect: &dyn Dialect, revisions: &'a [Revision]) -> Vec<Script<'a>> {
    revisions
        .iter()
        .map(|revision| Script::of(dialect, revision).expect("every dialect is served"))
        .collect()
}

pub(crate) fn ups(revisions: &[Revision]) -> Vec<Step> {
    revisions.iter().map(|revision| step(Direction::Up, &revision.id)).collect()
}

pub(crate) fn step(direction: Direction, revision: &str) -> Step {
    Step { direction, revision: revision.into() }
}

/// A revision after `parent`, if that is no empty text, in a file whose sections begin in lines 10 and 20.
pub(crate) fn revision(id: &str, parent: &str, up: &str, down: &str) -> Revision {
    let section = |direction, sql: &str, line| Section {
        direction,
        dialect: None,
        transaction: true,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql: sql.into(),
        line,
    };
    Revision {
        id: id.into(),
        message: format!("make {id}"),
        revises: Some(parent)
            .filter(|parent| !parent.is_empty())
            .map(String::from)
            .into_iter()
            .collect(),
        created: "2025-12-24 03:27:01 UTC".into(),
        path: Some(PathBuf::from(format!("migrations/{id}.sql"))),
        sections: vec![section(Direction::Up, up, 10), section(Direction::Down, down, 20)],
        ..Revision::default()
    }
}

/// The name of the program that runs the tests.
pub(crate) fn program() -> String {
    let path = std::env::current_exe().expect("the test binary");
    path.file_name().expect("a file").to_string_lossy().into_owned()
}

/// A folder with the files of revisions, in their order.
pub(crate) fn folder(revisions: &[Revision]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary directory");
    for (number, revision) in revisions.iter().enumerate() {
        let path = folder.path().join(format!("20250101_{number:04}_r.sql"));
        std::fs::write(path, migrate::revision::file::render(revision)).expect("it is empty");
    }
    folder
}

/// The same revision outside transactions.
pub(crate) fn outside(mut revision: Revision) -> Revision {
    for section in &mut revision.sections {
        section.transaction = false;
    }
    revision
}

/// A history of three revisions that note in `log` that they ran.
pub(crate) fn three() -> Vec<Revision> {
    vec![
        revision(
            "a1",
            "",
            "CREATE TABLE log (what text NOT NULL);\nINSERT INTO log VALUES ('a1');",
            "DROP TABLE log;",
        ),
        revision(
            "b2",
            "a1",
            "INSERT INTO log VALUES ('b2');\nCREATE TABLE b (id int);",
            "DROP TABLE b;\nDELETE FROM log WHERE what = 'b2';",
        ),
        revision(
            "c3",
            "b2",
            "INSERT INTO log VALUES ('c3');",
            "DELETE FROM log WHERE what = 'c3';",
        ),
    ]
}

/// Options of somebody who does not wait long.
pub(crate) fn impatient() -> Options {
    Options { lock_wait: Duration::from_millis(300), ..Options::default() }
}
