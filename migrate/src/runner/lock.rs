//! One migrator at a time: whose turn it is, who has it, and how long that is waited for. Holds nothing by itself.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::{BUSY, Options, Progress};
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Result};
use crate::schema::Name;
use crate::session::{Row, Session};
use crate::split;

/// Who is migrating the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The server's process that serves them; their own, where there is no server.
    pub process: String,
    /// Since when their transaction lasts, as `2025-12-24 03:27:01 UTC`; where there is no server, since when their process
    /// runs. Empty if that is not known.
    pub since: String,
    /// What their program calls itself, or its file's name; may be empty.
    pub application: String,
    /// What they run, or ran last: a revision as `up 19becf30b774`, or SQL without its literals. Empty if that is not known.
    pub query: String,
}

impl Holder {
    /// From the values of a row, as [`super::Advisory::holder`] orders them.
    fn new(dialect: &dyn Dialect, mut values: impl Iterator<Item = String>) -> Option<Self> {
        let (process, since, application, sql) =
            (values.next()?, values.next()?, values.next()?, values.next()?);
        let named = sql.strip_prefix(NAMED).and_then(|rest| rest.split_once(" */"));
        let query = match named {
            Some((name, _)) => name.to_string(),
            None => split::without_literals(dialect, &sql),
        };
        Some(Holder { process, since, application, query })
    }
}

/// How a message begins that says what it is about, for whoever looks at the server's activity.
const NAMED: &str = "/* migrate: ";

/// A comment that says what a message is about.
pub(super) fn named(what: &str) -> String {
    let harmless = |c: char| if c.is_alphanumeric() || "_- .".contains(c) { c } else { '_' };
    format!("{NAMED}{} */ ", what.chars().map(harmless).collect::<String>())
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {}", self.process)?;
        if !self.application.is_empty() {
            write!(f, " (`{}`)", self.application.escape_default())?;
        }
        if !self.since.is_empty() {
            write!(f, " since {}", self.since)?;
        }
        match self.query.as_str() {
            "" => Ok(()),
            query => write!(f, ", which runs `{query}`"),
        }
    }
}

/// The number that programs lock which migrate by this history table. Locks belong to one database already.
pub(super) fn key(table: &Name) -> i64 {
    let digest = Sha256::digest(format!("migrate:{table}").as_bytes());
    digest.iter().take(8).fold(0_i64, |key, byte| key << 8 | i64::from(*byte))
}

/// How long somebody has waited for their turn.
pub(super) struct Patience {
    began: Option<Instant>,
    pause: Duration,
}

/// The longest pause between two tries.
const LONGEST: Duration = Duration::from_millis(500);

impl Patience {
    pub(super) fn new() -> Self {
        Patience { began: None, pause: Duration::from_millis(10) }
    }

    /// Lets some time pass before the next try.
    ///
    /// # Errors
    ///
    /// When the time that may be waited is over; names who has the lock.
    pub(super) async fn wait<S: Session>(
        &mut self,
        session: &mut S,
        options: &Options,
        key: i64,
        progress: &mut dyn Progress,
        busy: &Error,
    ) -> Result<()> {
        let waited = match self.began {
            Some(began) => began.elapsed(),
            None => {
                self.began = Some(Instant::now());
                Duration::ZERO
            }
        };
        let holder = holder(session, key).await;
        let told = session.dialect().conduct().advisory.is_some();
        if waited >= options.lock_wait {
            return Err(given_up(waited, told, holder.as_ref(), busy));
        }
        if waited.is_zero() {
            match &holder {
                Some(holder) if told => log::info!("waiting: another migration is run by {holder}"),
                Some(holder) => log::info!("waiting: the database is locked by {holder}"),
                None => log::info!("waiting: {}", if told { BUSY } else { WRITING }),
            }
        }
        progress.waiting(waited, holder.as_ref());
        session.pause(self.pause.min(options.lock_wait.saturating_sub(waited))).await?;
        self.pause = (self.pause * 2).min(LONGEST);
        Ok(())
    }
}

/// What is known where a database has no lock for migrations alone.
const WRITING: &str = "another migration is running, or somebody else writes to the database";

/// The error of who has waited long enough; `told` says that the database tells a migration from others who write.
fn given_up(waited: Duration, told: bool, holder: Option<&Holder>, busy: &Error) -> Error {
    let what = if told { BUSY } else { WRITING };
    let who = match holder {
        Some(holder) if told => format!("it is run by {holder}"),
        Some(holder) => format!("it is locked by {holder}"),
        None => format!("the database says `{busy}`"),
    };
    Error::database(format!(
        "{what}, and it was not over after {:.1} s: {who}",
        waited.as_secs_f64()
    ))
    .with_hint("wait for it and run this again, or wait longer with `--lock-wait 600`")
    .caused_by(Cause::Locked)
}

/// Who has the lock, if that can be known; what cannot be known stops nobody.
async fn holder<S: Session>(session: &mut S, key: i64) -> Option<Holder> {
    let conduct = session.dialect().conduct();
    let Some(advisory) = &conduct.advisory else { return of_file(session, false) };
    let rows = session.query(&(advisory.holder)(key)).await.ok()?;
    let values = rows.into_iter().next()?.into_iter().map(Option::unwrap_or_default);
    Holder::new(session.dialect(), values)
}

/// Who has the file that the database is, where the system can tell; `within` says that we have a lock on it as well.
pub(super) fn of_file<S: Session>(session: &S, within: bool) -> Option<Holder> {
    let find = session.dialect().conduct().holder?;
    find(&session.file()?, within)
}

/// Whom a connection waits for, by the rows of [`super::Advisory::blockers`]: what is locked, if that is a table, and who
/// stands in front.
pub(super) fn in_front(dialect: &dyn Dialect, rows: Vec<Row>) -> Option<(String, Holder)> {
    let mut values = rows.into_iter().next()?.into_iter().map(Option::unwrap_or_default);
    Some((values.next()?, Holder::new(dialect, values)?))
}

/// A table that one of the statements names and that somebody else has locked, with whom; a second look after a lock
/// was not to be had, by which time they may be gone. What cannot be known is no error.
pub(super) async fn blocker<S: Session>(
    session: &mut S,
    statements: &[&str],
) -> Option<(String, Holder)> {
    let dialect = session.dialect();
    let Some(advisory) = &dialect.conduct().advisory else {
        return of_file(session, false).map(|holder| (String::new(), holder));
    };
    let named: BTreeSet<String> =
        statements.iter().flat_map(|sql| split::names(dialect, sql)).collect();
    session.query(advisory.tables).await.ok()?.into_iter().find_map(|row| {
        let mut values = row.into_iter().map(Option::unwrap_or_default);
        let table = values.next().filter(|table| named.contains(table))?;
        Some((table, Holder::new(dialect, values)?))
    })
}

/// A lock that outlives transactions. It is given back by [`release`], or by the end of connection or process.
pub(super) enum Held {
    /// The connection has the lock of that number.
    Connection(i64),
    /// A lock on this file, which the system takes back when the file is closed.
    File { _file: File },
    /// A database that no other process can reach.
    Private,
}

/// Takes the lock that guards what runs outside transactions; `None` if somebody has it.
///
/// # Errors
///
/// When the database cannot be asked, or when what stands between us and the server changes connections under us.
pub(super) async fn take<S: Session>(session: &mut S, key: i64) -> Result<Option<Held>> {
    let Some(advisory) = &session.dialect().conduct().advisory else { return file(session) };
    if !truth(session, &(advisory.take)(key)).await? {
        return Ok(None);
    }
    if truth(session, &(advisory.held)(key)).await? {
        return Ok(Some(Held::Connection(key)));
    }
    let lost = Error::unsupported(
        "the lock was lost between two statements: a proxy shares this connection with others",
    )
    .with_hint("connect to the server itself to run revisions with `transaction:false`");
    // It stays with the proxy's connection that took it, which is likely to be ours once more before long.
    for _ in 0..TRIES {
        if truth(session, &(advisory.release)(key)).await? {
            return Err(lost);
        }
    }
    Err(lost.and("it is held until the proxy closes the connection that took it"))
}

/// How often a lost lock is looked for.
const TRIES: usize = 32;

/// Gives the lock back.
pub(super) async fn release<S: Session>(session: &mut S, held: Held) {
    match (held, &session.dialect().conduct().advisory) {
        (Held::Connection(key), Some(advisory)) => {
            match truth(session, &(advisory.release)(key)).await {
                Ok(true) => {}
                Ok(false) => {
                    log::warn!("the migration lock was not ours any more when it was given back")
                }
                Err(error) => log::warn!("the migration lock goes with the connection: {error}"),
            }
        }
        (Held::Connection(_) | Held::File { .. } | Held::Private, _) => {}
    }
}

async fn truth<S: Session>(session: &mut S, query: &str) -> Result<bool> {
    let rows = session.query(query).await?;
    Ok(rows.first().and_then(|row| row.first()).is_some_and(|value| value.as_deref() == Some("t")))
}

fn file<S: Session>(session: &S) -> Result<Option<Held>> {
    let Some(database) = session.file() else { return Ok(Some(Held::Private)) };
    // Not the database itself: closing any handle on that would drop SQLite's own locks. The file stays, since whoever
    // waits for it has it open already.
    let mut path = database.into_os_string();
    path.push("-migrate.lock");
    let place = |error: std::io::Error| {
        Error::database(format!("`{}` cannot be locked: {error}", path.display()))
    };
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(place)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Held::File { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(place(error)),
    }
}
