//! One PostgreSQL server behind one connection, opened anew when it was lost. Statements are pipelined on it, so requests
//! do not wait for each other's answers.

use migrate::Migrator;
use migrate::migrator::Status;
use tokio::sync::{RwLock, RwLockReadGuard};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;

use super::{Error, FromRow, Result, Value};

/// A PostgreSQL server.
pub struct Postgres {
    url: String,
    /// Statements share it; only what replaces it, or needs it to itself, takes it alone.
    client: RwLock<Client>,
}

impl Postgres {
    /// Connects to the server that `url` names.
    pub async fn open(url: &str) -> Result<Self> {
        Ok(Postgres { url: url.to_owned(), client: RwLock::new(connect(url).await?) })
    }

    pub(super) async fn query<T: FromRow>(&self, sql: &str, values: &[Value]) -> Result<Vec<T>> {
        let client = self.client().await?;
        let rows = client.query(sql, &parameters(values)).await.map_err(error)?;
        rows.iter().map(T::from_postgres).collect::<Result<_, _>>().map_err(error)
    }

    pub(super) async fn execute(&self, sql: &str, values: &[Value]) -> Result<u64> {
        let client = self.client().await?;
        client.execute(sql, &parameters(values)).await.map_err(error)
    }

    pub(super) async fn status(&self, migrator: &Migrator) -> Result<Status> {
        drop(self.client().await?);
        Ok(migrator.status_async(&mut *self.client.write().await).await?)
    }

    /// The connection, or a new one in its place if the server has closed it.
    async fn client(&self) -> Result<RwLockReadGuard<'_, Client>> {
        let client = self.client.read().await;
        if !client.is_closed() {
            return Ok(client);
        }
        drop(client);
        let mut client = self.client.write().await;
        if client.is_closed() {
            *client = connect(&self.url).await?;
        }
        Ok(client.downgrade())
    }
}

async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = migrate::session::connect_tokio(url).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            log::warn!("the connection to the database was lost: {error}");
        }
    });
    Ok(client)
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn error(error: tokio_postgres::Error) -> Error {
    let text =
        error.as_db_error().map_or_else(|| error.to_string(), |answer| answer.message().to_owned());
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => Error::Duplicate(text),
        Some(code)
            if *code == SqlState::FOREIGN_KEY_VIOLATION
                || *code == SqlState::RESTRICT_VIOLATION =>
        {
            Error::Reference(text)
        }
        Some(code)
            if *code == SqlState::CHECK_VIOLATION
                || *code == SqlState::NOT_NULL_VIOLATION
                || *code == SqlState::NUMERIC_VALUE_OUT_OF_RANGE
                || *code == SqlState::STRING_DATA_RIGHT_TRUNCATION =>
        {
            Error::Check(text)
        }
        Some(_) | None => Error::Other(text),
    }
}
