//! A PostgreSQL connection opened by URL. It lives in a thread of its own: the blocking driver starts a runtime, which
//! panics where one is running already.

use std::fmt;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use postgres::Client;
use postgres::error::SqlState;

use super::attempt::Attempts;
use super::{Postgres, failure};
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Result};
use crate::session::{Blocking, Row, Session, block_on, masked};

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
        Remote::start(Attempts::new(url)?, url)
    }

    fn start(attempts: Attempts, url: &str) -> Result<Self> {
        let (jobs, work) = mpsc::channel::<Job>();
        let (answer, answered) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("migrate-postgres".into())
            .spawn(move || match attempts.block() {
                Ok(mut client) => {
                    if answer.send(Ok(())).is_ok() {
                        for job in work {
                            job(&mut client);
                        }
                    }
                }
                Err(error) => {
                    // Nobody listens only when the caller is gone.
                    let _ = answer.send(Err(error));
                }
            })
            .map_err(|error| Error::database(format!("no thread could be started: {error}")))?;
        let remote = Remote { jobs: Some(jobs), thread: Some(thread), shown: masked(url) };
        answered.recv().unwrap_or_else(|_| Err(lost())).map(|()| remote)
    }

    /// Has `job` done with the driver's own client, by the thread that owns it, and waits for it.
    ///
    /// # Errors
    ///
    /// When the connection is closed, or `job` panicked.
    pub fn with<T: Send + 'static>(
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
        self.with(move |client| block_on(Session::execute(client, &sql)))?
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        let statements: Vec<String> = statements.iter().map(ToString::to_string).collect();
        self.with(move |client| {
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            block_on(client.run(&statements))
        })?
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        let sql = sql.to_string();
        self.with(move |client| block_on(Session::query(client, &sql)))?
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
    let attempts = Attempts::new(url)?;
    let name = attempts.database().to_string();
    let remote = Remote::start(attempts.at("postgres"), url)?;
    let quoted = Postgres.quote(&name);
    let made = remote.with(move |client| {
        match client.batch_execute(&format!("CREATE DATABASE {quoted}")) {
            Ok(()) => Ok(true),
            Err(error) if error.code() == Some(&SqlState::DUPLICATE_DATABASE) => Ok(false),
            Err(error) => Err(failure(&error)),
        }
    })?;
    made.map_err(|error| error.within(format!("database `{name}` cannot be created")))
}

fn lost() -> Error {
    Error::database("the connection is closed").caused_by(Cause::Lost)
}
