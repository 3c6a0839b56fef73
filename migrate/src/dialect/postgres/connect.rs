//! Reaches a PostgreSQL database: by URL, and through connections that the caller has. Speaks the simple protocol only,
//! which needs no prepared statements and so passes through any proxy.

mod attempt;
#[cfg(feature = "postgres")]
mod remote;
mod settings;
#[cfg(feature = "tls")]
mod tls;

use std::time::Duration;

use tokio_postgres::SimpleQueryMessage;
use tokio_postgres::error::{DbError, ErrorPosition};

use super::Postgres;
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Place, Result};
use crate::session::{Row, Session, answered};

#[cfg(feature = "tokio-postgres")]
pub(crate) use attempt::Attempts;
#[cfg(feature = "postgres")]
pub use remote::Remote;
#[cfg(feature = "postgres")]
pub(crate) use remote::create;

#[cfg(feature = "postgres")]
impl crate::session::Blocking for postgres::Client {}

#[cfg(feature = "postgres")]
impl Session for postgres::Client {
    fn dialect(&self) -> &'static dyn Dialect {
        &Postgres
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        self.batch_execute(sql).map_err(|error| failure(&error))
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        self.batch_execute(&message(statements)).map_err(|error| located(&error, statements))
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        self.simple_query(sql).map(rows).map_err(|error| failure(&error))
    }

    async fn pause(&mut self, duration: Duration) -> Result<()> {
        std::thread::sleep(duration);
        Ok(())
    }
}

#[cfg(feature = "tokio-postgres")]
impl Session for tokio_postgres::Client {
    fn dialect(&self) -> &'static dyn Dialect {
        &Postgres
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        self.batch_execute(sql).await.map_err(|error| failure(&error))
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        self.batch_execute(&message(statements)).await.map_err(|error| located(&error, statements))
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        self.simple_query(sql).await.map(rows).map_err(|error| failure(&error))
    }

    async fn pause(&mut self, duration: Duration) -> Result<()> {
        // The server sleeps: no async runtime need be known for it.
        self.execute(&format!("SELECT pg_sleep({})", duration.as_secs_f64())).await
    }
}

/// What stands between two statements of one message. On a line of its own, since a statement may end in a comment.
const BETWEEN: &str = "\n;\n";

/// Several statements as one message.
fn message(statements: &[&str]) -> String {
    statements.join(BETWEEN)
}

/// A driver's error with the statement of a message in which the server found fault, where it says.
fn located(error: &tokio_postgres::Error, statements: &[&str]) -> Error {
    let known = failure(error);
    let position = error.as_db_error().and_then(DbError::position);
    let Some(ErrorPosition::Original(position)) = position else {
        return match statements {
            [_] => known.at(Place { statement: 0, offset: None }),
            _ => known,
        };
    };
    let mut rest = usize::try_from(*position).unwrap_or(usize::MAX).saturating_sub(1);
    for (statement, sql) in statements.iter().enumerate() {
        let length = sql.chars().count() + BETWEEN.len();
        if rest < length {
            return known.at(Place { statement, offset: Some(rest) });
        }
        rest -= length;
    }
    known
}

/// What the server or the driver said.
fn failure(error: &tokio_postgres::Error) -> Error {
    let Some(said) = error.as_db_error() else {
        let mut message = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            // Drivers repeat their source in their own text or do not, as they like.
            if !message.contains(&inner.to_string()) {
                message = format!("{message}: {inner}");
            }
            source = inner.source();
        }
        let cause = if error.is_closed() { Cause::Lost } else { Cause::Other };
        return Error::database(message).caused_by(cause);
    };
    let mut message = said.message().to_string();
    for more in [said.detail(), said.where_()].into_iter().flatten() {
        message.push_str("\n  ");
        message.push_str(more);
    }
    let known = answered(&Postgres, said.code().code(), message);
    match said.hint() {
        Some(hint) => known.with_hint(hint),
        None => known,
    }
}

fn rows(messages: Vec<SimpleQueryMessage>) -> Vec<Row> {
    messages
        .into_iter()
        .filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => {
                Some((0..row.len()).map(|column| row.get(column).map(str::to_string)).collect())
            }
            _ => None,
        })
        .collect()
}
