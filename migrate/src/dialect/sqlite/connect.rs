//! Reaches a SQLite database: by file, and through connections that the caller has. Only what `rusqlite` has had in every
//! version from 0.31 on.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::Sqlite;
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Place, Result};
use crate::session::{Access, Blocking, Mode, Row, Session, answered};

/// Opens the database in the file `path`, or one in memory.
///
/// # Errors
///
/// When the file is missing and must not be created, lies in no folder, or is no database.
pub(crate) fn open(path: Option<&Path>, mode: Mode, access: Access) -> Result<Connection> {
    let Some(path) = path else {
        return Connection::open_in_memory().map_err(|error| failure(&error, ""));
    };
    let create = access == Access::Write && mode == Mode::Create;
    if !create && !path.exists() {
        return Err(Error::database(format!("there is no database `{}`", path.display()))
            .with_hint("`cargo xtask db create` creates it, and `cargo xtask db upgrade` fills it")
            .caused_by(Cause::NoDatabase));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(Error::database(format!(
            "`{}` cannot be created: its folder is missing",
            path.display()
        ))
        .with_hint(format!("mkdir -p '{}'", folder.display()))
        .caused_by(Cause::NoDatabase));
    }
    // Not read-only for `Access::Read`: a database in WAL mode cannot be read without writing beside it. SQLite itself
    // falls back to reading where the file may not be written.
    let flags = match mode {
        Mode::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Mode::ReadWrite | Mode::Create if create => {
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
        }
        Mode::ReadWrite | Mode::Create => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let opened = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        // Opening reads nothing; this is where a file that is no database shows.
        .and_then(|connection| {
            connection.query_row("PRAGMA schema_version", [], |_| Ok(())).map(|()| connection)
        });
    opened.map_err(|error| {
        failure(&error, "").within(format!("`{}` cannot be opened", path.display()))
    })
}

/// Creates the file `path`; `false` if it is there already.
pub(crate) fn create(path: Option<&Path>, mode: Mode) -> Result<bool> {
    let Some(path) = path else { return Ok(false) };
    if path.exists() {
        return Ok(false);
    }
    let connection = open(Some(path), mode, Access::Write)?;
    // A file of length zero is a database, but says so to nobody: this writes its first page.
    connection
        .execute_batch("PRAGMA user_version = 0; VACUUM")
        .map_err(|error| failure(&error, ""))?;
    Ok(true)
}

impl Blocking for Connection {}

impl Session for Connection {
    fn dialect(&self) -> &'static dyn Dialect {
        &Sqlite
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        self.execute_batch(sql).map_err(|error| failure(&error, sql))
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        for (statement, sql) in statements.iter().enumerate() {
            self.execute_batch(sql)
                .map_err(|error| failure(&error, sql).at(Place { statement, offset: None }))?;
        }
        Ok(())
    }

    async fn run_within(&mut self, statements: &[&str], limit: Duration) -> Result<()> {
        for (statement, sql) in statements.iter().enumerate() {
            let outcome =
                interrupted_after(self, limit, |connection| connection.execute_batch(sql))?;
            outcome.map_err(|error| {
                let known = failure(&error, sql).at(Place { statement, offset: None });
                match known.cause() {
                    Cause::Timeout => {
                        known.and(format!("the statement took longer than {limit:?}"))
                    }
                    _ => known,
                }
            })?;
        }
        Ok(())
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        rows(self, sql).map_err(|error| failure(&error, sql))
    }

    async fn pause(&mut self, duration: Duration) -> Result<()> {
        std::thread::sleep(duration);
        Ok(())
    }

    fn file(&self) -> Option<PathBuf> {
        self.path().filter(|path| !path.is_empty()).map(PathBuf::from)
    }
}

/// Does `work`, which SQLite gives up when it takes too long.
fn interrupted_after<T>(
    connection: &Connection,
    limit: Duration,
    work: impl FnOnce(&Connection) -> T,
) -> Result<T> {
    let handle = connection.get_interrupt_handle();
    let (done, waits) = mpsc::channel::<()>();
    let watch = std::thread::Builder::new()
        .name("migrate-timeout".into())
        .spawn(move || {
            if waits.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                handle.interrupt();
            }
        })
        .map_err(|error| Error::database(format!("no thread could be started: {error}")))?;
    let outcome = work(connection);
    drop(done);
    // So that no interruption can meet the statement after this one.
    let _ = watch.join();
    Ok(outcome)
}

fn rows(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare(sql)?;
    let width = statement.column_count();
    let mut cursor = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = cursor.next()? {
        rows.push(
            (0..width)
                .map(|column| row.get_ref(column).map(text))
                .collect::<rusqlite::Result<Row>>()?,
        );
    }
    Ok(rows)
}

/// A value as text; a blob as hex digits.
fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(format!("{number:?}")),
        ValueRef::Text(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Some(bytes.iter().map(|byte| format!("{byte:02X}")).collect()),
    }
}

/// What SQLite said, without the statement that `rusqlite` may repeat after it.
fn failure(error: &rusqlite::Error, sql: &str) -> Error {
    let said = error.to_string();
    let said = match said.find(&format!(" in {sql} at offset ")) {
        Some(end) if !sql.is_empty() => said[..end].to_string(),
        Some(_) | None => said,
    };
    let code = error.sqlite_error().map(|error| error.extended_code.to_string());
    let known = answered(&Sqlite, &code.unwrap_or_default(), said);
    match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly) => {
            known.with_hint("the file or its folder may only be read: see its owner and mode")
        }
        Some(ErrorCode::NotADatabase) => {
            known.with_hint("the file is something else, or encrypted: check the URL")
        }
        Some(_) | None => known,
    }
}
