//! Takes revisions to a database and back: lock, transaction, execute, record. The only writer; decides nothing about
//! which revisions, which is [`crate::plan`]'s to say.
//!
//! ```text
//! steps ── units (one revision, one way, its statements) ──┬── print   `--sql`
//!                                                          └── run     one transaction each: SQL and history row
//! ```

mod check;
mod conduct;
mod guard;
mod hook;
mod journal;
mod keep;
mod lock;
mod print;
mod progress;
mod script;
mod series;
mod stamp;
mod transact;

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use crate::error::{Cause, Error, Result};
use crate::history::{self, Checksums, History};
use crate::plan::Step;
use crate::revision::{Direction, Limits};
use crate::schema::Name;
use crate::session::Session;

pub use check::{Edited, edited, unknown};
pub use conduct::{Advisory, BUSY, Conduct, Fault, GATHERED, Guard, Keeping, Series};
pub use hook::{Hooks, Moment, Outcome, Waiting};
pub use journal::{Interrupted, interrupted};
pub use lock::Holder;
pub use print::print;
pub use progress::Progress;
pub use script::{Script, Sql};
pub use stamp::{print_stamp, repair, stamp, statements};

use script::Unit;

/// How revisions are run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The history table.
    pub table: Name,
    /// How long to wait for whoever else is migrating the database.
    pub lock_wait: Duration,
    /// How long a statement may wait for a lock, unless its section says otherwise.
    pub lock_timeout: Option<Duration>,
    /// How long a statement may take, unless its section says otherwise.
    pub statement_timeout: Option<Duration>,
    /// How often a revision is tried again after it met a lock, a deadlock or a serialization failure.
    pub retries: u32,
    /// All steps in one transaction rather than one each.
    pub single_transaction: bool,
    /// Go on although files of applied revisions were edited.
    pub allow_edited: bool,
}

impl Options {
    /// What holds where a revision says nothing else.
    pub(crate) fn limits(&self) -> Limits {
        Limits { lock_timeout: self.lock_timeout, statement_timeout: self.statement_timeout }
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            table: Name::new(history::TABLE),
            lock_wait: Duration::from_secs(60),
            lock_timeout: None,
            statement_timeout: None,
            retries: 3,
            single_transaction: false,
            allow_edited: false,
        }
    }
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The step.
    pub step: Step,
    /// How long it took. Revisions of one transaction that were sent together have taken equal parts.
    pub elapsed: Duration,
}

/// Takes `steps` in their order. `scripts` are the revisions that are known; one that a step takes back may be missing
/// among them when the history table remembers how.
///
/// Steps that somebody else has taken meanwhile are left out, so the answer may hold fewer.
///
/// # Errors
///
/// Before anything runs: when files of applied revisions were edited, a revision is needed and missing, a section cannot
/// run. Later: what the database answered, with the revision, its file and line; the revision is then not applied, those
/// before it are.
pub async fn run<S: Session>(
    session: &mut S,
    scripts: &[Script<'_>],
    steps: &[Step],
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<Vec<Done>> {
    run_with(session, scripts, steps, options, progress, &Hooks::new()).await
}

/// As [`run`], with Rust code that belongs to some of the revisions.
///
/// # Errors
///
/// As for [`run`], and when a hook fails; its revision is then not applied.
pub(crate) async fn run_with<S: Session>(
    session: &mut S,
    scripts: &[Script<'_>],
    steps: &[Step],
    options: &Options,
    progress: &mut dyn Progress,
    hooks: &Hooks<S>,
) -> Result<Vec<Done>> {
    let history = history::read(session, &options.table).await?;
    for warning in checked(session, &history, scripts, steps, options).await? {
        progress.warned(&warning);
    }
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let remembered = remembered(session, &history, scripts, steps, options).await?;
    let by_id: BTreeMap<&str, &Script<'_>> =
        scripts.iter().chain(&remembered).map(|script| (script.id.as_ref(), script)).collect();
    let dialect = session.dialect();
    let mut units = Vec::new();
    let applied = history.ids();
    for step in steps.iter().filter(|step| !taken(&applied, step)) {
        let script = by_id.get(step.revision.as_str()).ok_or_else(|| nowhere(step))?;
        units.push(Unit::new(dialect, script, step.direction)?);
    }
    hook::required(hooks, &units)?;
    let mut run = Run {
        session,
        hooks,
        options: options.clone(),
        progress,
        exists: history.exists,
        applied,
        done: Vec::new(),
        key: lock::key(&options.table),
        limits: options.limits(),
        kept: keep::Kept::default(),
        series: None,
        held: None,
        blocker: None,
    };
    match unwinding(run.all(units)).await {
        Ok(outcome) => outcome?,
        // A hook's, or that of somebody who is told: nothing of ours may stay on the caller's connection.
        Err(panic) => {
            run.abandon().await;
            resume_unwind(panic)
        }
    }
    Ok(run.done)
}

/// What a future comes to, or what it panics with.
async fn unwinding<T>(future: impl Future<Output = T>) -> Result<T, Box<dyn Any + Send>> {
    let mut future = pin!(future);
    poll_fn(move |context| {
        // Whatever is broken within is dropped and not looked at again.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(polled) => polled.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// What [`run`] finds out before it takes a step, for somebody who has read the checksums and has no step to take: returns
/// what a person should know. The whole history is read only where there is something to say about it.
///
/// # Errors
///
/// When files of applied revisions were edited, or the database cannot be asked.
pub async fn check<S: Session>(
    session: &mut S,
    applied: &Checksums,
    scripts: &[Script<'_>],
    options: &Options,
) -> Result<Vec<String>> {
    let history = match check::agree(applied, scripts) {
        true => History::default(),
        false => history::read(session, &options.table).await?,
    };
    checked(session, &history, scripts, &[], options).await
}

async fn checked<S: Session>(
    session: &mut S,
    history: &History,
    scripts: &[Script<'_>],
    steps: &[Step],
    options: &Options,
) -> Result<Vec<String>> {
    let warnings = check::before(session, history, scripts, steps, options).await?;
    for warning in &warnings {
        log::warn!("{warning}");
    }
    Ok(warnings)
}

/// A run that is under way.
struct Run<'r, S> {
    session: &'r mut S,
    hooks: &'r Hooks<S>,
    options: Options,
    progress: &'r mut dyn Progress,
    /// Whether the history table exists, and the revisions in it, as last read.
    exists: bool,
    applied: BTreeSet<String>,
    done: Vec<Done>,
    /// What programs lock that migrate by the same history table.
    key: i64,
    /// What holds for the statements of the unit that runs.
    limits: Limits,
    /// Settings of the connection as they were.
    kept: keep::Kept,
    /// What is set while many transactions follow one another, while it is.
    series: Option<&'static Series>,
    /// The lock that outlives transactions, while we have it.
    held: Option<lock::Held>,
    /// What was locked by whom when the last statement was seen to wait.
    blocker: Option<(String, Holder)>,
}

/// Why units were not run.
enum Stopped {
    /// Somebody else is migrating: nothing was done.
    Busy(Error),
    /// The database or a check said no: nothing is left of what was done.
    Failed(Error),
}

impl<S: Session> Run<'_, S> {
    /// Runs all units.
    async fn all(&mut self, units: Vec<Unit<'_>>) -> Result<()> {
        if !self.options.single_transaction {
            if units.len() > 1 {
                self.series = series::enter(self.session).await?;
            }
            let outcome = self.each(units).await;
            series::leave(self.session, self.series.take()).await;
            return outcome;
        }
        if let Some(unit) = units.iter().find(|unit| !unit.transaction) {
            return Err(Error::refused(format!("{} says `transaction:false`", unit.script.place))
                .with_hint(
                    "run it without `--single-transaction`, or up to the revision before it first",
                ));
        }
        self.group(units).await
    }

    /// Takes back what is open and leaves the connection as it was.
    async fn abandon(&mut self) {
        // Fails where no transaction is open.
        let _ = self.session.execute("ROLLBACK").await;
        keep::give_back(self.session, &self.kept).await;
        series::leave(self.session, self.series.take()).await;
        self.release().await;
    }

    /// Runs units one after the other.
    async fn each(&mut self, units: Vec<Unit<'_>>) -> Result<()> {
        for unit in units {
            self.group(vec![unit]).await?;
        }
        Ok(())
    }

    /// Runs units that belong together, until they are applied by us or by somebody else.
    async fn group(&mut self, mut units: Vec<Unit<'_>>) -> Result<()> {
        let mut patience = lock::Patience::new();
        let mut retries = 0;
        self.kept = self.look_at_settings(&units).await?;
        loop {
            units.retain(|unit| !taken(&self.applied, &unit.step()));
            if units.is_empty() {
                return Ok(());
            }
            let outside = units.iter().any(|unit| !unit.transaction);
            let tried =
                if outside { self.outside(&units).await } else { self.transact(&units).await };
            keep::give_back(self.session, &self.kept).await;
            match tried {
                Ok(done) => {
                    for done in done {
                        log::info!(
                            "{} {} in {} ms",
                            done.step.direction.word(),
                            done.step.revision,
                            done.elapsed.as_millis()
                        );
                        self.note(&done.step);
                        self.done.push(done);
                    }
                    return Ok(());
                }
                Err(Stopped::Busy(error)) => {
                    patience
                        .wait(self.session, &self.options, self.key, self.progress, &error)
                        .await?;
                }
                Err(Stopped::Failed(error)) => {
                    if self.look().await.is_err() {
                        return Err(error);
                    }
                    if units.iter().all(|unit| taken(&self.applied, &unit.step())) {
                        return Ok(());
                    }
                    if error.cause() == Cause::Timeout {
                        return Err(match self.blocker.take() {
                            Some(blocker) => locked_by(error, blocker),
                            None => error,
                        });
                    }
                    if error.cause() != Cause::Locked {
                        return Err(error);
                    }
                    if retries == self.options.retries {
                        return Err(self.blamed(error, &units).await);
                    }
                    retries += 1;
                    // Not the error, which may repeat a statement of the revision's.
                    let all = self.options.retries;
                    let unit =
                        units.first().map(|unit| unit.script.id.as_ref()).unwrap_or_default();
                    log::warn!(
                        "revision `{unit}` met a lock and is tried again, {retries} of {all}"
                    );
                    self.session.pause(Duration::from_millis(50 << retries.min(6))).await?;
                }
            }
            self.look().await?;
        }
    }

    /// The settings that running these units may change, as they are.
    async fn look_at_settings(&mut self, units: &[Unit<'_>]) -> Result<keep::Kept> {
        let guard = guard::needed(self.session.dialect(), units).map(|guard| guard.enter);
        let lines = units.iter().flat_map(|unit| &unit.statements).map(|line| line.sql);
        let statements: Vec<&str> = guard.into_iter().chain(lines).collect();
        keep::look(self.session, &statements).await
    }

    /// An error about a lock, with who had it, or has it still.
    async fn blamed(&mut self, error: Error, units: &[Unit<'_>]) -> Error {
        let statements: Vec<&str> =
            units.iter().flat_map(|unit| &unit.statements).map(|line| line.sql).collect();
        let blocker = match self.blocker.take() {
            Some(blocker) => Some(blocker),
            None => lock::blocker(self.session, &statements).await,
        };
        match blocker {
            Some(blocker) => locked_by(error, blocker),
            None => error,
        }
    }

    /// Reads the history again.
    async fn look(&mut self) -> Result<()> {
        let history = history::read(self.session, &self.options.table).await?;
        self.exists = history.exists;
        self.applied = history.ids();
        Ok(())
    }

    /// Keeps what is known of the history in step with what was just committed.
    fn note(&mut self, step: &Step) {
        self.exists = true;
        match step.direction {
            Direction::Up => self.applied.insert(step.revision.clone()),
            Direction::Down => self.applied.remove(&step.revision),
        };
    }

    /// Tells that a unit begins.
    fn begin(&mut self, unit: &Unit<'_>) -> Instant {
        log::debug!("{} {} begins", unit.direction.word(), unit.script.id);
        self.limits = unit.limits.or(self.options.limits());
        self.progress.started(&unit.step(), &unit.script.message);
        Instant::now()
    }

    /// Tells that a unit has ended.
    fn end(&mut self, unit: &Unit<'_>, elapsed: Duration) -> Done {
        let done = Done { step: unit.step(), elapsed };
        self.progress.finished(&done.step, done.elapsed);
        done
    }
}

/// An error with what is locked, if that is known, and by whom.
fn locked_by(error: Error, (what, holder): (String, Holder)) -> Error {
    match what.as_str() {
        "" => error.and(format!("the lock is held by {holder}")),
        what => error.and(format!("`{what}` is locked by {holder}")),
    }
}

/// Whether there is nothing left to do for a step.
fn taken(applied: &BTreeSet<String>, step: &Step) -> bool {
    applied.contains(&step.revision) == (step.direction == Direction::Up)
}

/// The revisions that are to be taken back and that only the history table knows.
async fn remembered<S: Session>(
    session: &mut S,
    history: &History,
    scripts: &[Script<'_>],
    steps: &[Step],
    options: &Options,
) -> Result<Vec<Script<'static>>> {
    let mut found = Vec::new();
    for step in steps {
        let wanted = step.direction == Direction::Down
            && history.get(&step.revision).is_some()
            && !scripts.iter().any(|script| script.id == step.revision);
        if wanted {
            let sql = history::down_sql(session, &options.table, &step.revision).await?;
            found.push(Script::remembered(&step.revision, &sql));
        }
    }
    Ok(found)
}

fn nowhere(step: &Step) -> Error {
    Error::history(format!(
        "revision `{}` is to be run and is not among the revisions",
        step.revision
    ))
    .with_hint("run this where the revision's file is")
}
