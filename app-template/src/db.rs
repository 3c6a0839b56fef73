//! The database behind the service: one SQLite file or one PostgreSQL server, asked in the same words. Knows no table.
//!
//! Statements number their parameters `$1`, `$2` … in the order in which they first appear: both databases take that.

mod postgres;
mod sqlite;
mod value;

use std::fmt;
use std::sync::Arc;

use migrate::Migrator;
use migrate::migrator::Status;

pub use value::Value;

/// An open database, cheap to clone.
#[derive(Clone)]
pub enum Db {
    /// A SQLite file.
    Sqlite(Arc<sqlite::Sqlite>),
    /// A PostgreSQL server.
    Postgres(Arc<postgres::Postgres>),
}

/// What can be read from a row of either database.
pub trait FromRow: Sized + Send + 'static {
    /// From SQLite's.
    fn from_sqlite(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self>;
    /// From PostgreSQL's.
    fn from_postgres(row: &tokio_postgres::Row) -> Result<Self, tokio_postgres::Error>;
}

/// Why a statement failed, as far as callers tell it apart.
#[derive(Debug)]
pub enum Error {
    /// Another row has that value already.
    Duplicate(String),
    /// A row that is referred to is not there, or one that is to go is still referred to.
    Reference(String),
    /// A value that the table does not take.
    Check(String),
    /// Everything else; nothing that a request could mend.
    Other(String),
}

/// What a database function returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Db {
    /// Opens the database of that URL.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub async fn open(url: &str) -> Result<Db> {
        match url.split_once(':') {
            Some(("postgres" | "postgresql", _)) => {
                Ok(Db::Postgres(Arc::new(postgres::Postgres::open(url).await?)))
            }
            _ => Ok(Db::Sqlite(Arc::new(sqlite::Sqlite::open(url)?))),
        }
    }

    /// Where the schema stands.
    ///
    /// # Errors
    ///
    /// What the database answered.
    pub async fn status(&self, migrator: Migrator) -> Result<Status> {
        match self {
            Db::Sqlite(sqlite) => {
                let sqlite = Arc::clone(sqlite);
                blocking(move || sqlite.status(&migrator)).await
            }
            Db::Postgres(postgres) => postgres.status(&migrator).await,
        }
    }

    /// The rows that a statement returns.
    ///
    /// # Errors
    ///
    /// What the database answered.
    pub async fn query<T: FromRow>(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<T>> {
        match self {
            Db::Sqlite(sqlite) => {
                let sqlite = Arc::clone(sqlite);
                blocking(move || sqlite.query(sql, &values)).await
            }
            Db::Postgres(postgres) => postgres.query(sql, &values).await,
        }
    }

    /// How many rows a statement changed.
    ///
    /// # Errors
    ///
    /// What the database answered.
    pub async fn execute(&self, sql: &'static str, values: Vec<Value>) -> Result<u64> {
        match self {
            Db::Sqlite(sqlite) => {
                let sqlite = Arc::clone(sqlite);
                blocking(move || sqlite.execute(sql, &values)).await
            }
            Db::Postgres(postgres) => postgres.execute(sql, &values).await,
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(Error::Other(error.to_string())))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Duplicate(text)
            | Error::Reference(text)
            | Error::Check(text)
            | Error::Other(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

impl From<migrate::Error> for Error {
    fn from(error: migrate::Error) -> Self {
        Error::Other(error.to_string())
    }
}
