//! A migrator with Rust code that belongs to some of its revisions. When the code runs is [`crate::runner::Hooks`]'s to say.

use super::{Migrator, Started};
use crate::error::Result;
use crate::runner::Hooks;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::session::Connection;
use crate::session::{Blocking, Session, block_on};

/// A [`Migrator`] with hooks for connections of the type `S`; its methods are those of the migrator.
#[derive(Debug)]
pub struct Hooked<S> {
    migrator: Migrator,
    hooks: Hooks<S>,
}

impl Migrator {
    /// The same migrator with Rust code that runs with some of the revisions, in their transactions.
    ///
    /// ```ignore
    /// let hooks = Hooks::new().on(Moment::AfterUp, "split_names", |db: &mut Connection, _| match db {
    ///     Connection::Sqlite(db) => Ok(db.execute("UPDATE …", [])?).map(drop),
    ///     Connection::Postgres(db) => Ok(db.with(|db| db.execute("UPDATE …", &[]))??).map(drop),
    /// });
    /// migrations::migrator().hooks(hooks)?.run("sqlite:app.db")?;
    /// ```
    ///
    /// # Errors
    ///
    /// When a hook is for a revision that does not exist, or that says `transaction:false`.
    pub fn hooks<S: Session>(self, hooks: Hooks<S>) -> Result<Hooked<S>> {
        let hooks = hooks.resolve(self.embedded)?;
        Ok(Hooked { migrator: self, hooks })
    }
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
impl Hooked<Connection> {
    /// As [`Migrator::run`].
    ///
    /// # Errors
    ///
    /// As there, and when a hook fails.
    pub fn run(&self, url: &str) -> Result<Started> {
        match self.migrator.open(url)? {
            Some(mut connection) => self.run_on(&mut connection),
            None => Ok(Started::default()),
        }
    }

    /// As [`Migrator::command`].
    ///
    /// # Errors
    ///
    /// As there, and when a hook fails.
    pub fn command(&self, args: &[String], url: &str) -> Result<String> {
        let mut connection = self.migrator.open_for(args, url)?;
        self.command_on(args, &mut connection)
    }
}

impl<S: Blocking> Hooked<S> {
    /// As [`Migrator::run_on`].
    ///
    /// # Errors
    ///
    /// As there, and when a hook fails.
    pub fn run_on(&self, session: &mut S) -> Result<Started> {
        block_on(self.run_async(session))
    }

    /// As [`Migrator::command_on`].
    ///
    /// # Errors
    ///
    /// As there, and when a hook fails.
    pub fn command_on(&self, args: &[String], session: &mut S) -> Result<String> {
        self.migrator.obey(args, session, &self.hooks)
    }
}

impl<S: Session> Hooked<S> {
    /// As [`Migrator::run_async`].
    ///
    /// # Errors
    ///
    /// As there, and when a hook fails.
    pub async fn run_async(&self, session: &mut S) -> Result<Started> {
        self.migrator.start(session, &self.hooks).await
    }
}
