//! The embedded history and what an application does with it as it starts. How revisions run is [`crate::runner`]'s.

mod command;
mod create;
mod hooked;
mod spoken;
mod state;

use crate::dialect::Dialect;
use crate::embed::Embedded;
use crate::error::{Error, Result};
use crate::history;
use crate::plan::Step;
use crate::revision::Direction;
use crate::runner::{self, Done, Hooks, Options, Script};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::session::{Access, Connection, connect};
use crate::session::{Blocking, Session, block_on};

pub use hooked::Hooked;
use state::State;
pub use state::Status;

/// What an application does about its schema as it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Startup {
    /// Apply what is pending.
    #[default]
    Upgrade,
    /// Refuse to start when something is pending.
    Check,
    /// For development: create missing tables and add missing columns that may be empty, without history. Refuses a
    /// database that has one, and never drops anything.
    CreateTables,
    /// Do nothing, not even connect.
    Off,
}

/// The environment variable that overrules what the program says: `upgrade`, `check`, `create-tables`, `off`, or `auto`
/// for the program's own choice.
pub const ON_START: &str = "MIGRATE_ON_START";

/// An application's embedded revisions, and what is to be done with them.
///
/// ```ignore
/// migrations::migrator().startup(Startup::Upgrade).run("sqlite:app.db")?;
/// ```
#[derive(Debug, Clone)]
pub struct Migrator {
    embedded: &'static Embedded,
    startup: Startup,
    options: Options,
    /// What a person types in front of `upgrade`, if not the program's own name and `migrate`.
    program: Option<String>,
}

/// What a start has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Started {
    /// The revisions that were applied, in their order.
    pub applied: Vec<Done>,
    /// The tables that were created, and the columns that were added as `table.column`, without history.
    pub created: Vec<String>,
    /// How many applied revisions this binary does not know: the database is ahead of it.
    pub unknown: usize,
}

impl Migrator {
    /// The migrator of an embedded history.
    pub fn new(embedded: &'static Embedded) -> Self {
        let mut options = Options::default();
        if let Some(table) = embedded.history_table {
            options.table = history::table(table);
        }
        Migrator { embedded, startup: Startup::default(), options, program: None }
    }

    /// The history that was embedded.
    pub fn embedded(&self) -> &'static Embedded {
        self.embedded
    }

    /// The same migrator with another thing to do at startup.
    pub fn startup(mut self, startup: Startup) -> Self {
        self.startup = startup;
        self
    }

    /// The same migrator with other options. They replace the history table that the manifest names, too.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Does what a start has to do, on the database that `url` names. Blocks, and may be called within an async runtime.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached, what a start has to do cannot be done, or [`ON_START`] holds nonsense.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub fn run(&self, url: &str) -> Result<Started> {
        match self.open(url)? {
            Some(mut connection) => self.run_on(&mut connection),
            None => Ok(Started::default()),
        }
    }

    /// The database that a start needs, if it needs one.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    fn open(&self, url: &str) -> Result<Option<Connection>> {
        let access = match self.effective()? {
            Startup::Off => return Ok(None),
            Startup::Check => Access::Read,
            Startup::Upgrade | Startup::CreateTables => Access::Write,
        };
        connect(url, access).map(Some).map_err(|error| self.spoken(error))
    }

    /// Does what a start has to do, on a connection of the caller's, which must not be in a transaction.
    ///
    /// # Errors
    ///
    /// As for [`Migrator::run`].
    pub fn run_on<S: Blocking>(&self, session: &mut S) -> Result<Started> {
        block_on(self.run_async(session))
    }

    /// Does what a start has to do, on an async connection of the caller's, which must not be in a transaction.
    ///
    /// The future is best not dropped before it is ready: what was not committed is then undone by the server, but only
    /// when the connection is closed.
    ///
    /// # Errors
    ///
    /// As for [`Migrator::run`].
    pub async fn run_async<S: Session>(&self, session: &mut S) -> Result<Started> {
        self.start(session, &Hooks::new()).await
    }

    async fn start<S: Session>(&self, session: &mut S, hooks: &Hooks<S>) -> Result<Started> {
        let started = match self.effective()? {
            Startup::Off => Ok(Started::default()),
            Startup::Upgrade => self.upgrade(session, hooks).await,
            Startup::Check => self.check(session).await,
            Startup::CreateTables => create::tables(self, session).await,
        };
        started.map_err(|error| self.spoken(error))
    }

    /// Where the database stands, for a health endpoint. One query.
    ///
    /// # Errors
    ///
    /// What the database answered.
    pub fn status<S: Blocking>(&self, session: &mut S) -> Result<Status> {
        block_on(self.status_async(session))
    }

    /// Where the database stands, for a health endpoint. One query.
    ///
    /// # Errors
    ///
    /// What the database answered.
    pub async fn status_async<S: Session>(&self, session: &mut S) -> Result<Status> {
        let applied = history::checksums(session, &self.options.table).await?;
        Ok(state::status(self.embedded, &applied.unwrap_or_default()))
    }

    /// What is to be done at startup: the environment's word before the program's.
    fn effective(&self) -> Result<Startup> {
        let Some(word) = std::env::var_os(ON_START) else { return Ok(self.startup) };
        match word.to_str() {
            Some("auto" | "") => Ok(self.startup),
            Some("upgrade") => Ok(Startup::Upgrade),
            Some("check") => Ok(Startup::Check),
            Some("create-tables") => Ok(Startup::CreateTables),
            Some("off") => Ok(Startup::Off),
            Some(_) | None => {
                Err(Error::unsupported(format!("`{ON_START}` is `{}`", word.to_string_lossy()))
                    .with_hint("it may be `auto`, `upgrade`, `check`, `create-tables` or `off`"))
            }
        }
    }

    async fn state<S: Session>(&self, session: &mut S) -> Result<State> {
        let applied = history::checksums(session, &self.options.table).await?;
        let state = State::new(self.embedded, session.dialect(), applied)?;
        if state.unknown > 0 {
            log::warn!("the database is ahead of this binary by {} revisions", state.unknown);
        }
        Ok(state)
    }

    async fn upgrade<S: Session>(&self, session: &mut S, hooks: &Hooks<S>) -> Result<Started> {
        let state = self.state(session).await?;
        if !state.edited.is_empty() && !self.options.allow_edited {
            return Err(state.refused());
        }
        if state.pending.is_empty() {
            return Ok(Started { unknown: state.unknown, ..Started::default() });
        }
        if !state.tracked {
            create::untracked(self, session).await?;
        }
        let scripts = self.scripts(session.dialect())?;
        let steps: Vec<Step> = state
            .pending
            .iter()
            .map(|revision| Step { direction: Direction::Up, revision: (*revision).to_string() })
            .collect();
        let applied =
            runner::run_with(session, &scripts, &steps, &self.options, &mut (), hooks).await?;
        Ok(Started { applied, unknown: state.unknown, ..Started::default() })
    }

    async fn check<S: Session>(&self, session: &mut S) -> Result<Started> {
        let state = self.state(session).await?;
        if !state.edited.is_empty() && !self.options.allow_edited {
            return Err(state.refused());
        }
        match state.pending.as_slice() {
            [] => Ok(Started { unknown: state.unknown, ..Started::default() }),
            [first, ..] => {
                let count = state.pending.len();
                let revisions = if count == 1 { "revision is" } else { "revisions are" };
                Err(Error::history(format!("{count} {revisions} pending, from `{first}` on")).with_hint(
                    "run `cargo xtask db upgrade`, or start once with `MIGRATE_ON_START=upgrade`",
                ))
            }
        }
    }

    /// Every revision in the words of a dialect.
    fn scripts(&self, dialect: &dyn Dialect) -> Result<Vec<Script<'static>>> {
        self.embedded.revisions.iter().map(|revision| Script::embedded(dialect, revision)).collect()
    }
}
