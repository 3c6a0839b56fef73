//! A `tokio_postgres::Client` opened by URL, with the TLS that its `sslmode` asks for: the connection that an application
//! keeps, reached as its migrations reach it. Starts no runtime.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{Url, masked};
use crate::dialect::postgres::connect::Attempts;
use crate::error::{Error, Result};

/// The work of a connection, which has to be awaited beside its client, as by `tokio::spawn`.
pub struct Driving(
    pub(crate) Pin<Box<dyn Future<Output = Result<(), tokio_postgres::Error>> + Send>>,
);

impl fmt::Debug for Driving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driving")
    }
}

impl Future for Driving {
    type Output = Result<(), tokio_postgres::Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

/// Opens the PostgreSQL database that `url` names, within a tokio runtime.
///
/// ```no_run
/// # async fn open() -> Result<(), migrate::Error> {
/// let (client, driving) = migrate::session::connect_tokio("postgres://me@host/db?sslmode=verify-full").await?;
/// tokio::spawn(driving);
/// # drop(client); Ok(()) }
/// ```
///
/// # Errors
///
/// When the URL is none of PostgreSQL's, asks for TLS in a build without the feature `tls`, or the server cannot be reached.
pub async fn connect_tokio(url: &str) -> Result<(tokio_postgres::Client, Driving)> {
    match Url::parse(url)? {
        Url::Postgres(url) => Attempts::new(&url)?.connect().await,
        Url::Sqlite { .. } => {
            Err(Error::unsupported(format!("`{}` is no PostgreSQL URL", masked(url)))
                .with_hint("write `postgres://user:password@host:5432/name`"))
        }
    }
}
