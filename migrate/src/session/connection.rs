//! One type for a connection to any database, opened by URL. What it does is the driver's.

use std::path::PathBuf;
use std::time::Duration;

use super::{Access, Blocking, Row, Session, Url, Watch};
use crate::dialect::Dialect;
#[cfg(feature = "postgres")]
use crate::dialect::postgres::connect as postgres;
#[cfg(feature = "sqlite")]
use crate::dialect::sqlite::connect as sqlite;
#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
use crate::error::Error;
use crate::error::Result;

/// A connection to a database of any kind, blocking; safe to make, use and drop inside an async runtime.
#[derive(Debug)]
#[non_exhaustive]
pub enum Connection {
    /// A SQLite database.
    #[cfg(feature = "sqlite")]
    Sqlite(rusqlite::Connection),
    /// A PostgreSQL database.
    #[cfg(feature = "postgres")]
    Postgres(postgres::Remote),
}

/// Opens the database that `url` names.
///
/// # Errors
///
/// When the URL is none, its driver is not part of this build, or the database cannot be opened.
pub fn connect(url: &str, access: Access) -> Result<Connection> {
    match Url::parse(url)? {
        #[cfg(feature = "sqlite")]
        Url::Sqlite { path, mode } => {
            sqlite::open(path.as_deref(), mode, access).map(Connection::Sqlite)
        }
        #[cfg(feature = "postgres")]
        Url::Postgres(url) => {
            let _ = access;
            postgres::Remote::open(&url).map(Connection::Postgres)
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(absent(&other)),
    }
}

/// Creates the database that `url` names; `false` if it is there already.
///
/// # Errors
///
/// When the URL is none, its driver is not part of this build, or the database cannot be created.
pub fn create_database(url: &str) -> Result<bool> {
    match Url::parse(url)? {
        #[cfg(feature = "sqlite")]
        Url::Sqlite { path, mode } => sqlite::create(path.as_deref(), mode),
        #[cfg(feature = "postgres")]
        Url::Postgres(url) => postgres::create(&url),
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(absent(&other)),
    }
}

#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
fn absent(url: &Url) -> Error {
    let name = url.dialect();
    Error::unsupported(format!("`{url:?}` cannot be opened: this build has no driver for `{name}`"))
        .with_hint(format!("add the feature `{name}` to `migrate-engine` in Cargo.toml"))
}

/// The same call for whatever driver it is.
macro_rules! with {
    ($self:expr, $session:ident => $call:expr) => {
        match $self {
            #[cfg(feature = "sqlite")]
            Connection::Sqlite($session) => $call,
            #[cfg(feature = "postgres")]
            Connection::Postgres($session) => $call,
        }
    };
}

impl Blocking for Connection {}

#[cfg(feature = "replay")]
impl Connection {
    /// `wanted`, a physical schema, as the server itself would tell it: created in a scratch place, introspected, and gone.
    ///
    /// # Errors
    ///
    /// When the schema cannot be created. The database is unchanged in any case.
    pub async fn scratch(
        &mut self,
        wanted: &crate::schema::Schema,
    ) -> Result<crate::schema::Schema> {
        match self {
            #[cfg(feature = "sqlite")]
            Connection::Sqlite(_) => crate::dialect::sqlite::introspect::scratch(wanted).await,
            #[cfg(feature = "postgres")]
            Connection::Postgres(session) => {
                crate::dialect::postgres::introspect::scratch(session, wanted).await
            }
        }
    }

    /// As [`Connection::scratch`], to be compared by `hints` with `live`, which is what the database holds: what is there
    /// already in the same words is not created again.
    ///
    /// # Errors
    ///
    /// As for [`Connection::scratch`].
    pub async fn scratch_beside(
        &mut self,
        wanted: &crate::schema::Schema,
        live: &crate::schema::Schema,
        hints: &crate::diff::Hints,
    ) -> Result<crate::schema::Schema> {
        match crate::doubt::doubt(self.dialect(), live, wanted, hints) {
            None => self.scratch(wanted).await,
            Some(doubt) if doubt.tables.is_empty() => Ok(live.clone()),
            Some(doubt) => {
                let told = self.scratch(&doubt.part).await?;
                Ok(doubt.resolve(told, live, wanted))
            }
        }
    }
}

impl Session for Connection {
    fn dialect(&self) -> &'static dyn Dialect {
        with!(self, session => session.dialect())
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        with!(self, session => session.execute(sql).await)
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        with!(self, session => session.run(statements).await)
    }

    async fn run_within(&mut self, statements: &[&str], limit: Duration) -> Result<()> {
        with!(self, session => session.run_within(statements, limit).await)
    }

    async fn run_watched(
        &mut self,
        statements: &[&str],
        watch: &Watch,
        tell: &mut (dyn FnMut(Vec<Row>) + Send),
    ) -> Result<()> {
        with!(self, session => session.run_watched(statements, watch, tell).await)
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        with!(self, session => session.query(sql).await)
    }

    async fn pause(&mut self, duration: Duration) -> Result<()> {
        with!(self, session => session.pause(duration).await)
    }

    fn ours(&self) -> bool {
        true
    }

    fn file(&self) -> Option<PathBuf> {
        with!(self, session => session.file())
    }
}
