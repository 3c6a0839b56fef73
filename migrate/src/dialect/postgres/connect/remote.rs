//! A PostgreSQL connection opened by URL. It lives in a thread of its own: the blocking driver starts a runtime, which
//! panics where one is running already.

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use postgres::Client;
use postgres::error::SqlState;

use super::attempt::Attempts;
use super::{Postgres, failure};
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Result};
use crate::session::{Blocking, Row, Session, Watch, block_on, masked};

type Job = Box<dyn FnOnce(&mut Client) + Send>;

/// A connection to a PostgreSQL server, usable from any thread, also within an async runtime.
pub struct Remote {
    /// Where the work goes; `None` once the connection is being closed, which is what ends the thread.
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    /// How to reach the same database once more, and the threads that have.
    attempts: Arc<Attempts>,
    watchers: Vec<JoinHandle<()>>,
    shown: String,
}

/// What is heard while statements run.
enum Event {
    Done(Result<()>),
    Seen(Vec<Row>),
    /// The thread that ran the statements has dropped them, done or not.
    Over,
}

/// Says when it is dropped that it is.
struct Last(Sender<Event>);

impl Drop for Last {
    fn drop(&mut self) {
        // Nobody listens only when the caller is gone.
        let _ = self.0.send(Event::Over);
    }
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
        let attempts = Arc::new(attempts);
        let ours = Arc::clone(&attempts);
        let (jobs, work) = mpsc::channel::<Job>();
        let (answer, answered) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("migrate-postgres".into())
            .spawn(move || match ours.block() {
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
        let patience = attempts.patience();
        let mut remote = Remote {
            jobs: Some(jobs),
            thread: Some(thread),
            attempts,
            watchers: Vec::new(),
            shown: masked(url),
        };
        match answered.recv_timeout(patience) {
            Ok(outcome) => outcome.map(|()| remote),
            Err(RecvTimeoutError::Disconnected) => Err(lost()),
            Err(RecvTimeoutError::Timeout) => {
                // It ends when the server says something, or hangs up.
                drop(remote.thread.take());
                Err(remote.attempts.silent(patience))
            }
        }
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
        self.send(job)?;
        answered.recv().map_err(|_| lost())
    }

    fn send(&self, job: Job) -> Result<()> {
        self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or_else(lost)
    }

    /// Has another thread ask on another connection, for as long as the receiver of what is returned is kept. That it cannot
    /// be reached is nobody's concern.
    fn watch(&mut self, watch: &Watch, events: Sender<Event>) -> Option<Sender<()>> {
        let (stop, stopped) = mpsc::channel();
        let (attempts, watch) = (Arc::clone(&self.attempts), watch.clone());
        let thread = std::thread::Builder::new()
            .name("migrate-watch".into())
            .spawn(move || ask(&attempts, &watch, &events, &stopped));
        self.watchers.retain(|thread| !thread.is_finished());
        self.watchers.push(thread.ok()?);
        Some(stop)
    }
}

/// Asks again and again until nobody wants to hear of it.
fn ask(attempts: &Attempts, watch: &Watch, events: &Sender<Event>, stopped: &Receiver<()>) {
    let Ok(mut client) = attempts.block() else { return };
    let mut pause = watch.after;
    while let Ok(rows) = block_on(Session::query(&mut client, &watch.query)) {
        if events.send(Event::Seen(rows)).is_err() {
            return;
        }
        if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        pause = (pause * 2).min(LONGEST);
    }
}

/// The longest pause between two questions.
const LONGEST: Duration = Duration::from_secs(1);

impl Drop for Remote {
    fn drop(&mut self) {
        drop(self.jobs.take());
        // When this returns the server has been told goodbye, so the database can be dropped.
        for thread in self.thread.take().into_iter().chain(self.watchers.drain(..)) {
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

    async fn run_watched(
        &mut self,
        statements: &[&str],
        watch: &Watch,
        tell: &mut (dyn FnMut(Vec<Row>) + Send),
    ) -> Result<()> {
        let (events, heard) = mpsc::channel();
        let last = Last(events.clone());
        let statements: Vec<String> = statements.iter().map(ToString::to_string).collect();
        self.send(Box::new(move |client| {
            let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
            let _ = last.0.send(Event::Done(block_on(client.run(&statements))));
        }))?;
        match heard.recv_timeout(watch.after) {
            Ok(Event::Done(outcome)) => return outcome,
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Event::Seen(_) | Event::Over) | Err(RecvTimeoutError::Disconnected) => {
                return Err(lost());
            }
        }
        // Dropped at the end, which ends the asking.
        let _stop = self.watch(watch, events);
        loop {
            match heard.recv() {
                Ok(Event::Done(outcome)) => return outcome,
                Ok(Event::Seen(rows)) => tell(rows),
                Ok(Event::Over) | Err(_) => return Err(lost()),
            }
        }
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
