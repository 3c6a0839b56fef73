//! One SQLite file behind one connection: SQLite writes one at a time anyway. Called where blocking is allowed.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use migrate::Migrator;
use migrate::migrator::Status;
use rusqlite::ffi;
use rusqlite::{Connection, params_from_iter};

use super::{Error, FromRow, Result, Value};

/// An open SQLite file.
pub struct Sqlite {
    connection: Mutex<Connection>,
}

impl Sqlite {
    /// Opens the file that `url` names: `sqlite:app.db`, `sqlite:///var/lib/app.db`.
    pub fn open(url: &str) -> Result<Self> {
        let path =
            url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
        let connection = Connection::open(path).map_err(error)?;
        connection.busy_timeout(Duration::from_secs(5)).map_err(error)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(error)?;
        connection.pragma_update(None, "journal_mode", "wal").map_err(error)?;
        Ok(Sqlite { connection: Mutex::new(connection) })
    }

    pub(super) fn status(&self, migrator: &Migrator) -> Result<Status> {
        Ok(migrator.status(&mut *self.connection())?)
    }

    pub(super) fn query<T: FromRow>(&self, sql: &str, values: &[Value]) -> Result<Vec<T>> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql).map_err(error)?;
        let rows = statement.query_map(params_from_iter(values), T::from_sqlite).map_err(error)?;
        rows.collect::<rusqlite::Result<_>>().map_err(error)
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value]) -> Result<u64> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql).map_err(error)?;
        let changed = statement.execute(params_from_iter(values)).map_err(error)?;
        Ok(changed as u64)
    }

    /// A thread that panicked left no statement half done, so its lock is taken over.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn error(error: rusqlite::Error) -> Error {
    let text = error.to_string();
    match error.sqlite_error().map(|error| error.extended_code) {
        Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
            Error::Duplicate(text)
        }
        Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY | ffi::SQLITE_CONSTRAINT_TRIGGER) => {
            Error::Reference(text)
        }
        Some(ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_NOTNULL) => Error::Check(text),
        Some(_) | None => Error::Other(text),
    }
}
