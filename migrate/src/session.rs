//! A connection as the engine needs it: statements in, rows of text out. Drivers implement it in their dialect's
//! `connect.rs`.
//!
//! The engine is written once, as async code over this trait. A blocking driver answers at once, so [`block_on`] runs
//! the same code without a runtime.

#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod connection;
mod keywords;
#[cfg(feature = "tokio-postgres")]
mod tokio;
mod url;

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::dialect::Dialect;
use crate::error::{Cause, Error, Result};

#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use connection::{Connection, connect, create_database};
#[cfg(any(feature = "postgres", feature = "tokio-postgres"))]
pub(crate) use keywords::{is as is_keywords, pairs as keyword_pairs, write as write_keywords};
#[cfg(feature = "tokio-postgres")]
pub use tokio::{Driving, connect_tokio};
pub use url::{Access, Mode, Url, masked};
#[cfg(any(feature = "postgres", feature = "tokio-postgres"))]
pub(crate) use url::{decoded, scrubbed};

/// One row: each value as the database's text for it, `None` for NULL.
pub type Row = Vec<Option<String>>;

/// One connection to one database, outside any transaction when it is handed over.
pub trait Session: Send {
    /// The dialect that the database speaks.
    fn dialect(&self) -> &'static dyn Dialect;

    /// Runs one or several statements, as one message where the driver can.
    ///
    /// # Errors
    ///
    /// What the database answered.
    fn execute(&mut self, sql: &str) -> impl Future<Output = Result<()>> + Send;

    /// Runs several statements in their order, as one message where the driver can, and stops at the first that fails.
    ///
    /// # Errors
    ///
    /// What the database answered, with [`crate::error::Place`] where it is known which statement it was.
    fn run(&mut self, statements: &[&str]) -> impl Future<Output = Result<()>> + Send;

    /// Runs statements as [`Session::run`] does, none of them for longer than `limit`. Asked for only where the database
    /// cannot be told a limit itself.
    ///
    /// # Errors
    ///
    /// As for [`Session::run`]; with [`crate::error::Cause::Timeout`] where one took too long, and where the driver cannot
    /// stop one, which is the default.
    fn run_within(
        &mut self,
        statements: &[&str],
        limit: Duration,
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = (statements, limit);
        async {
            Err(Error::unsupported("this driver cannot limit how long a statement takes")
                .with_hint("leave the statement timeout out"))
        }
    }

    /// Runs statements as [`Session::run`] does, and tells the rows of another query meanwhile, which is asked again and
    /// again on another connection to the same database. Where no other can be opened, which is the default, nothing is told.
    ///
    /// # Errors
    ///
    /// As for [`Session::run`]; that the query cannot be asked is no error.
    fn run_watched(
        &mut self,
        statements: &[&str],
        watch: &Watch,
        tell: &mut (dyn FnMut(Vec<Row>) + Send),
    ) -> impl Future<Output = Result<()>> + Send {
        let _ = (watch, tell);
        self.run(statements)
    }

    /// Runs one statement and returns its rows.
    ///
    /// # Errors
    ///
    /// What the database answered.
    fn query(&mut self, sql: &str) -> impl Future<Output = Result<Vec<Row>>> + Send;

    /// Lets time pass: a blocking driver sleeps, an async one need not bring a runtime for it.
    fn pause(&mut self, duration: Duration) -> impl Future<Output = Result<()>> + Send;

    /// Whether the connection was opened by URL, for migrations alone. What an application lends is used with the settings
    /// that it has.
    fn ours(&self) -> bool {
        false
    }

    /// The file that the database is, if it is one: where a database has no lock but its transactions, a lock on a file
    /// beside this one guards what runs outside them.
    fn file(&self) -> Option<PathBuf> {
        None
    }
}

/// What is asked on another connection while statements run.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The query.
    pub query: String,
    /// How long statements run before it is asked for the first time.
    pub after: Duration,
}

/// What a database answered, as the engine tells it: for whoever writes a [`Session`] over another driver. `code` is an
/// SQLSTATE or a result code, as the database writes it.
pub fn answered(dialect: &dyn Dialect, code: &str, message: impl Into<String>) -> Error {
    let message = message.into();
    let cause = (dialect.conduct().cause)(code, &message);
    let known = Error::database(message).caused_by(cause);
    match cause {
        Cause::InTransaction => known.with_hint(format!(
            "write `transaction:false` after the section's marker: `-- migrate:up {} transaction:false`",
            dialect.name()
        )),
        Cause::Other
        | Cause::NoTable
        | Cause::NoDatabase
        | Cause::Locked
        | Cause::Timeout
        | Cause::Duplicate
        | Cause::Exists
        | Cause::Absent
        | Cause::Lost => known,
    }
}

/// A session whose driver blocks, so that [`block_on`] runs what is written for it.
pub trait Blocking: Session {}

/// Runs a future of a blocking session, which is ready whenever it is asked.
///
/// # Panics
///
/// When the future waits for something: a bug in a blocking driver.
pub fn block_on<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a blocking session never waits"),
    }
}
