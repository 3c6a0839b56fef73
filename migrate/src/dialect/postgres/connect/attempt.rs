//! The order in which a connection is tried, with TLS and without, as each `sslmode` has it. Runs no statement.

use std::net::ToSocketAddrs;
use std::time::Duration;

use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls};

use super::failure;
use super::settings::{self, Mode, PATIENCE, Settings};
#[cfg(feature = "tls")]
use super::tls::{self, Tls};
use crate::error::{Cause, Error, Result};
use crate::session::{masked, scrubbed};

/// One way to try.
pub(super) enum Attempt {
    Plain,
    #[cfg(feature = "tls")]
    Encrypted(Tls, SslMode),
}

/// What is tried to reach the server of a URL.
pub(crate) struct Attempts {
    pub(super) config: Config,
    ways: Vec<Attempt>,
    url: String,
}

impl Attempts {
    /// Reads the URL, and the files that its TLS needs.
    ///
    /// # Errors
    ///
    /// When the URL is none, asks for what this build cannot do, or names files that will not do.
    pub(crate) fn new(url: &str) -> Result<Self> {
        let settings = settings::read(url, |name| std::env::var(name).ok())?;
        let ways = ways(&settings)?;
        Ok(Attempts { config: settings.config, ways, url: url.to_string() })
    }

    /// The same for another database on that server.
    #[cfg(feature = "postgres")]
    pub(super) fn at(mut self, database: &str) -> Self {
        self.config.dbname(database);
        self
    }

    /// The database that a connection would go to.
    pub(super) fn database(&self) -> &str {
        self.config.get_dbname().or(self.config.get_user()).unwrap_or("postgres")
    }

    /// How long it may take until a connection can be used: `connect_timeout` for each address. The driver keeps to it only
    /// until the server takes the call, not while it says nothing.
    pub(super) fn patience(&self) -> Duration {
        let each = self.config.get_connect_timeout().copied().unwrap_or(PATIENCE);
        let addresses = |(number, host): (usize, &Host)| match host {
            Host::Tcp(name) if self.config.get_hostaddrs().is_empty() => {
                let ports = self.config.get_ports();
                let port = ports.get(number).or(ports.first()).copied().unwrap_or(5432);
                (name.as_str(), port).to_socket_addrs().map_or(1, Iterator::count)
            }
            _ => 1,
        };
        let count: usize = self.config.get_hosts().iter().enumerate().map(addresses).sum();
        each * u32::try_from(count.max(1)).unwrap_or(u32::MAX)
    }

    /// The error of a server that says nothing.
    pub(super) fn silent(&self, waited: Duration) -> Error {
        let url = masked(&self.url);
        Error::database(format!("`{url}` cannot be reached: it takes the call and says nothing for {waited:?}"))
            .with_hint("is that a PostgreSQL server? `connect_timeout=60` in the URL waits for so many seconds")
            .caused_by(Cause::Lost)
    }

    /// Connects and blocks meanwhile, for as long as that takes. Not within an async runtime.
    ///
    /// # Errors
    ///
    /// What every try came to.
    #[cfg(feature = "postgres")]
    pub(super) fn block(&self) -> Result<postgres::Client> {
        let mut failed = Vec::new();
        for way in &self.ways {
            let config = postgres::Config::from(self.prepared(way));
            let tried = match way {
                Attempt::Plain => config.connect(NoTls),
                #[cfg(feature = "tls")]
                Attempt::Encrypted(tls, _) => config.connect(tls.clone()),
            };
            match tried {
                Ok(client) => return Ok(client),
                Err(error) => self.go_on(way, error, &mut failed)?,
            }
        }
        Err(self.told(&failed))
    }

    /// Connects; the future that is returned with the client has to be run, as by `tokio::spawn`.
    ///
    /// # Errors
    ///
    /// What every try came to.
    #[cfg(feature = "tokio-postgres")]
    pub(crate) async fn connect(
        &self,
    ) -> Result<(tokio_postgres::Client, crate::session::Driving)> {
        let patience = self.patience();
        match tokio::time::timeout(patience, self.tried()).await {
            Ok(outcome) => outcome,
            Err(_) => Err(self.silent(patience)),
        }
    }

    #[cfg(feature = "tokio-postgres")]
    async fn tried(&self) -> Result<(tokio_postgres::Client, crate::session::Driving)> {
        let mut failed = Vec::new();
        for way in &self.ways {
            let config = self.prepared(way);
            let tried = match way {
                Attempt::Plain => config.connect(NoTls).await.map(|(client, connection)| {
                    (client, crate::session::Driving(Box::pin(connection)))
                }),
                #[cfg(feature = "tls")]
                Attempt::Encrypted(tls, _) => {
                    config.connect(tls.clone()).await.map(|(client, connection)| {
                        (client, crate::session::Driving(Box::pin(connection)))
                    })
                }
            };
            match tried {
                Ok(open) => return Ok(open),
                Err(error) => self.go_on(way, error, &mut failed)?,
            }
        }
        Err(self.told(&failed))
    }

    /// Notes why a way has failed; an error unless the next may lead where it did not.
    fn go_on(
        &self,
        way: &Attempt,
        error: tokio_postgres::Error,
        failed: &mut Vec<tokio_postgres::Error>,
    ) -> Result<()> {
        let over = !worth_another(way, &error);
        failed.push(error);
        if over { Err(self.told(failed)) } else { Ok(()) }
    }

    fn prepared(&self, way: &Attempt) -> Config {
        let mut config = self.config.clone();
        match way {
            Attempt::Plain => config.ssl_mode(SslMode::Disable),
            #[cfg(feature = "tls")]
            Attempt::Encrypted(_, mode) => config.ssl_mode(*mode),
        };
        config
    }

    /// A failed connection as it may be shown: each answer once.
    fn told(&self, failed: &[tokio_postgres::Error]) -> Error {
        let mut errors: Vec<Error> = Vec::new();
        for error in failed.iter().map(|error| self.explained(error)) {
            if !errors.iter().any(|known| known.to_string() == error.to_string()) {
                errors.push(error);
            }
        }
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let text = scrubbed(&lines.join("\n  and without TLS, or with it: "), &self.url);
        let cause = errors.last().map_or(Cause::Lost, Error::cause);
        let known = Error::database(format!("`{}` cannot be reached: {text}", masked(&self.url)))
            .caused_by(cause);
        match errors.iter().find_map(Error::hint) {
            Some(hint) => known.with_hint(hint),
            None => known,
        }
    }

    fn explained(&self, error: &tokio_postgres::Error) -> Error {
        let said = failure(error);
        let refused = [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION];
        match error.code() {
            Some(state) if *state == SqlState::INVALID_CATALOG_NAME => {
                Error::database(format!("there is no database `{}`", self.database()))
                    .with_hint("`cargo xtask db create` creates it")
                    .caused_by(Cause::NoDatabase)
            }
            Some(state) if refused.contains(state) => {
                said.with_hint("check user and password in the database URL")
            }
            Some(_) => said,
            None => {
                let said = said
                    .caused_by(Cause::Lost)
                    .with_hint("is the server running, and are host and port right?");
                explained_tls(error, said)
            }
        }
    }
}

/// Whether the next way may lead where this one did not, as libpq sees it.
fn worth_another(way: &Attempt, error: &tokio_postgres::Error) -> bool {
    match way {
        // The server has answered, and may only want TLS.
        Attempt::Plain => error.as_db_error().is_some(),
        // The server has TLS, and may want none of it, or we none of its.
        #[cfg(feature = "tls")]
        Attempt::Encrypted(tls, _) => tls.begun(),
    }
}

#[cfg(feature = "tls")]
fn ways(settings: &Settings) -> Result<Vec<Attempt>> {
    let direct =
        settings.config.get_ssl_negotiation() == tokio_postgres::config::SslNegotiation::Direct;
    let mode = settings.wish.sslmode;
    if direct && mode < Mode::Require {
        return Err(Error::unsupported(format!(
            "`sslmode={}` is too weak for `sslnegotiation=direct`",
            mode.word()
        ))
        .with_hint("write `sslmode=verify-full`"));
    }
    let with = |mode| Tls::new(&settings.wish, direct).map(|tls| Attempt::Encrypted(tls, mode));
    Ok(match mode {
        Mode::Disable => vec![Attempt::Plain],
        Mode::Allow => vec![Attempt::Plain, with(SslMode::Require)?],
        Mode::Prefer => vec![with(SslMode::Prefer)?, Attempt::Plain],
        Mode::Require | Mode::VerifyCa | Mode::VerifyFull => vec![with(SslMode::Require)?],
    })
}

#[cfg(feature = "tls")]
fn explained_tls(error: &tokio_postgres::Error, said: Error) -> Error {
    match tls::explained(error) {
        Some((what, hint)) => Error::database(what).with_hint(hint).caused_by(Cause::Lost),
        None if said.to_string().contains("server does not support TLS") => said.with_hint(
            "switch TLS on in the server, or write `sslmode=prefer` where the network is trusted",
        ),
        None => said,
    }
}

#[cfg(not(feature = "tls"))]
fn ways(settings: &Settings) -> Result<Vec<Attempt>> {
    match settings.wish.sslmode {
        Mode::Disable | Mode::Allow | Mode::Prefer => Ok(vec![Attempt::Plain]),
        mode @ (Mode::Require | Mode::VerifyCa | Mode::VerifyFull) => Err(Error::unsupported(
            format!("`sslmode={}` asks for TLS, which this build does not have", mode.word()),
        )
        .with_hint("add the feature `tls` to `migrate-engine` in Cargo.toml")),
    }
}

#[cfg(not(feature = "tls"))]
fn explained_tls(_: &tokio_postgres::Error, said: Error) -> Error {
    said
}
