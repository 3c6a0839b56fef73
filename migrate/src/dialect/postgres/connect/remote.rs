//! A PostgreSQL connection opened by URL. It lives in a thread of its own: the blocking driver starts a runtime, which
//! panics where one is running already.

use std::fmt;
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::{Client, Config, NoTls};

use super::{Postgres, failure};
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Result};
use crate::session::{Blocking, Row, Session, block_on, masked, scrubbed};

/// How long a server may take to answer a first call, unless the URL says `connect_timeout`.
const PATIENCE: Duration = Duration::from_secs(10);

type Job = Box<dyn FnOnce(&mut Client) + Send>;

/// A connection to a PostgreSQL server, usable from any thread, also within an async runtime.
pub struct Remote {
    /// Where the work goes; `None` once the connection is being closed, which is what ends the thread.
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    shown: String,
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Remote").field(&self.shown).finish()
    }
}

impl Remote {
    /// Connects.
    ///
    /// # Errors
    ///
    /// When the URL asks for what this build cannot do, or the server does not answer or says no.
    pub fn open(url: &str) -> Result<Self> {
        let config = config(url)?;
        Remote::start(config, url)
    }

    fn start(config: Config, url: &str) -> Result<Self> {
        let (jobs, work) = mpsc::channel::<Job>();
        let (answer, answered) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("migrate-postgres".into())
            .spawn(move || match config.connect(NoTls) {
                Ok(mut client) => {
                    if answer.send(Ok(())).is_ok() {
                        for job in work {
                            job(&mut client);
                        }
                    }
                }
                Err(error) => {
                    // Nobody listens only when the caller is gone.
                    let _ = answer.send(Err((explained(&error, &config), error.code().cloned())));
                }
            })
            .map_err(|error| Error::database(format!("no thread could be started: {error}")))?;
        let remote = Remote { jobs: Some(jobs), thread: Some(thread), shown: masked(url) };
        match answered.recv() {
            Ok(Ok(())) => Ok(remote),
            Ok(Err((error, state))) => Err(told(&error, state.as_ref(), url)),
            Err(_) => Err(lost()),
        }
    }

    /// Has `job` done by the thread that owns the client and waits for it.
    fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Client) -> T + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = mpsc::channel();
        let job: Job = Box::new(move |client| {
            // Nobody listens only when the caller is gone.
            let _ = answer.send(job(client));
        });
        self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or_else(lost)?;
        answered.recv().map_err(|_| lost())
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // When this returns the server has been told goodbye, so the database can be dropped.
            let _ = thread.join();
        }
    }
}

impl Blocking for Remote {}

impl Session for Remote {
    fn dialect(&self) -> &'static dyn Dialect {
        &Postgres
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        let sql = sql.to_string();
        self.call(move |client| block_on(Session::execute(client, &sql)))?
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        let statements: Vec<String> = statements.iter().map(ToString::to_string).collect();
        self.call(move |client| {
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            block_on(client.run(&statements))
        })?
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        let sql = sql.to_string();
        self.call(move |client| block_on(Session::query(client, &sql)))?
    }

    async fn pause(&mut self, duration: Duration) -> Result<()> {
        std::thread::sleep(duration);
        Ok(())
    }
}

/// Creates the database that `url` names; `false` if it is there already.
///
/// # Errors
///
/// When the server's own database `postgres` cannot be reached or the role may create none.
pub(crate) fn create(url: &str) -> Result<bool> {
    let mut config = config(url)?;
    let name = database(&config);
    config.dbname("postgres");
    let remote = Remote::start(config, url)?;
    let quoted = Postgres.quote(&name);
    let made = remote.call(move |client| {
        match client.batch_execute(&format!("CREATE DATABASE {quoted}")) {
            Ok(()) => Ok(true),
            Err(error) if error.code() == Some(&SqlState::DUPLICATE_DATABASE) => Ok(false),
            Err(error) => Err(failure(&error)),
        }
    })?;
    made.map_err(|error| error.within(format!("database `{name}` cannot be created")))
}

/// The database that a connection would go to.
fn database(config: &Config) -> String {
    config.get_dbname().or(config.get_user()).unwrap_or("postgres").to_string()
}

fn config(url: &str) -> Result<Config> {
    let url = without_verification(url)?;
    let mut config: Config = url.parse().map_err(|error: postgres::Error| {
        let said = failure(&error).to_string();
        Error::unsupported(format!("`{}` is no PostgreSQL URL: {}", masked(&url), scrubbed(&said, &url)))
            .with_hint("write `postgres://user:password@host:5432/name`, with `%40` for an `@` in the password")
    })?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(no_tls("require"));
    }
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        // As libpq does: the local socket, where packages put it.
        let socket =
            ["/var/run/postgresql", "/tmp"].into_iter().find(|folder| Path::new(folder).is_dir());
        config.host(socket.unwrap_or("localhost"));
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_application_name().is_none() {
        config.application_name("migrate");
    }
    Ok(config)
}

/// `url` with the `sslmode`s that the driver does not know as one that it does; those that ask for TLS are refused.
fn without_verification(url: &str) -> Result<String> {
    let Some((_, query)) = url.rsplit_once('?') else { return Ok(url.to_string()) };
    match query.split('&').find_map(|parameter| parameter.strip_prefix("sslmode=")) {
        Some(mode @ ("require" | "verify-ca" | "verify-full")) => Err(no_tls(mode)),
        Some("allow") => Ok(url.replace("sslmode=allow", "sslmode=prefer")),
        Some(_) | None => Ok(url.to_string()),
    }
}

fn no_tls(mode: &str) -> Error {
    Error::unsupported(format!("`sslmode={mode}` asks for TLS, which connections opened by URL do not have yet")).with_hint(
        "hand over a connection of your own, opened with TLS, or write `sslmode=disable` where the network is trusted",
    )
}

fn explained(error: &postgres::Error, config: &Config) -> Error {
    let said = failure(error);
    match error.code() {
        Some(state) if *state == SqlState::INVALID_CATALOG_NAME => {
            Error::database(format!("there is no database `{}`", database(config)))
                .with_hint("`cargo xtask db create` creates it")
                .caused_by(Cause::NoDatabase)
        }
        Some(_) => said,
        None => said
            .caused_by(Cause::Lost)
            .with_hint("is the server running, and are host and port right?"),
    }
}

/// A failed connection as it may be shown.
fn told(error: &Error, state: Option<&SqlState>, url: &str) -> Error {
    let text = scrubbed(&error.to_string(), url);
    let known = Error::database(format!("`{}` cannot be reached: {text}", masked(url)))
        .caused_by(error.cause());
    let refused = [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION];
    match error.hint() {
        _ if state.is_some_and(|state| refused.contains(state)) => {
            known.with_hint("check user and password in the database URL")
        }
        Some(hint) => known.with_hint(hint),
        None => known,
    }
}

fn lost() -> Error {
    Error::database("the connection is closed").caused_by(Cause::Lost)
}
