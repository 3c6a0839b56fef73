//! Units in one transaction with their history rows: committed together or not at all.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use super::guard::{self, Damage};
use super::keep::Kept;
use super::script::{Unit, beginning};
use super::{BUSY, Done, Guard, Options, Run, Stopped, lock};
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Result};
use crate::history;
use crate::revision::{Direction, Limits};
use crate::session::{Session, Watch};

/// One statement on its way, with the unit's statement that it is, if it is one.
pub(super) struct Part<'a> {
    pub(super) sql: Cow<'a, str>,
    /// Number of the unit, and of the statement within it.
    of: Option<(usize, usize)>,
}

fn ours<'a>(sql: impl Into<Cow<'a, str>>) -> Part<'a> {
    Part { sql: sql.into(), of: None }
}

/// How long statements run before it is asked whether they wait for somebody, unless their time is shorter.
const GLANCE: Duration = Duration::from_millis(500);

/// How long a failed transaction may have taken to be run once more, statement by statement, to learn which failed.
const REPEATABLE: Duration = Duration::from_secs(5);

/// How long a message may have taken for the next to hold twice as many revisions, so that progress is told while it goes
/// on, and quick revisions do not wait for one another's answers.
const PACE: Duration = Duration::from_millis(50);

/// How many revisions the next message may hold, after one of `size` that took so long.
fn next(size: usize, took: Duration) -> usize {
    if took > PACE { 1 } else { size.saturating_mul(2) }
}

/// How many bytes of SQL a message holds at most before another revision joins it.
const MESSAGE: usize = 1 << 20;

/// How many of `units`, which may be `most`, go into one message.
fn batch(units: &[Unit<'_>], most: usize) -> usize {
    let mut bytes = 0;
    let full = units.iter().take(most).position(|unit| {
        bytes += unit.statements.iter().map(|line| line.sql.len()).sum::<usize>();
        bytes > MESSAGE
    });
    full.map_or(most.min(units.len()), |last| last + 1)
}

/// What opens a transaction that migrates.
pub(super) fn opening(dialect: &dyn Dialect, limits: Limits, key: i64) -> Vec<String> {
    let conduct = dialect.conduct();
    let mut statements = vec![conduct.begin.to_string()];
    statements.extend((conduct.limits)(limits));
    statements.extend(conduct.advisory.as_ref().map(|advisory| (advisory.guard)(key)));
    statements
}

/// The statements of one unit, its history row last. Settings that must not outlast it are given the values of `kept`.
pub(super) fn parts<'a>(
    dialect: &dyn Dialect,
    options: &Options,
    number: usize,
    unit: &Unit<'a>,
    elapsed: &str,
    kept: &Kept,
) -> Vec<Part<'a>> {
    let conduct = dialect.conduct();
    let mut parts = Vec::with_capacity(unit.statements.len() + 2);
    let limits = if unit.transaction { conduct.limits } else { conduct.limits_outside };
    parts.extend(limits(unit.limits).into_iter().map(ours));
    if let (Direction::Down, Some(advisory)) = (unit.direction, &conduct.advisory) {
        // Taking a revision back twice might well succeed twice. Applying one twice fails at its history row.
        let exists = history::select_one(dialect, &options.table, &unit.script.id);
        parts.push(ours((advisory.require)(
            &exists,
            &format!("revision {} is not applied", unit.script.id),
        )));
    }
    parts.extend(unit.statements.iter().enumerate().map(|(statement, line)| Part {
        sql: Cow::Borrowed(line.sql),
        of: Some((number, statement)),
    }));
    parts.extend(aftermath(dialect, unit, kept).map(ours));
    // Others may follow in the same transaction.
    parts.extend((conduct.unlimited)(unit.limits, unit.transaction).into_iter().map(ours));
    parts.extend(limits(unit.limits.replaced_by(options.limits())).into_iter().map(ours));
    parts.push(ours(unit.record(dialect, &options.table, elapsed)));
    parts
}

/// The statement after which names are looked up as before the unit, if it may have changed that.
pub(super) fn aftermath(dialect: &dyn Dialect, unit: &Unit<'_>, kept: &Kept) -> Option<String> {
    let conduct = dialect.conduct();
    let name = unit.statements.iter().find_map(|line| (conduct.aftermath)(line.sql))?;
    Some((conduct.keeping.write)(name, kept.get(name)))
}

impl<S: Session> Run<'_, S> {
    /// Runs units in one transaction.
    pub(super) async fn transact(&mut self, units: &[Unit<'_>]) -> Result<Vec<Done>, Stopped> {
        // What a hook is to find must be there before it is called, so the transaction is not one message.
        if !self.session.dialect().conduct().one_message || self.hooks.concern(units) {
            return self.guarded(units).await;
        }
        let began = Instant::now();
        match self.send(units, false).await {
            Err(Stopped::Failed(error)) if worth_repeating(&error, began.elapsed(), units) => {
                log::info!(
                    "running the revision again, statement by statement, to see which fails"
                );
                self.send(units, true).await
            }
            outcome => outcome,
        }
    }

    /// Sends a transaction in as few messages as progress allows, or statement by statement.
    async fn send(&mut self, units: &[Unit<'_>], singly: bool) -> Result<Vec<Done>, Stopped> {
        let outcome = self.send_all(units, singly).await;
        if outcome.is_err() {
            // Fails where the connection is gone, and with it the transaction.
            let _ = self.session.execute("ROLLBACK").await;
        }
        outcome.map_err(|error| match error.to_string().contains(BUSY) {
            true => Stopped::Busy(error),
            false => Stopped::Failed(error),
        })
    }

    async fn send_all(&mut self, units: &[Unit<'_>], singly: bool) -> Result<Vec<Done>> {
        let dialect = self.session.dialect();
        let mut message: Vec<Part<'_>> = self.named_opening(units).into_iter().map(ours).collect();
        if !self.exists {
            message.extend(
                history::missing(self.session, &self.options.table).await?.into_iter().map(ours),
            );
        }
        let elapsed = dialect.conduct().elapsed.unwrap_or("0");
        // Older servers count the limit of a statement for a message.
        let is_timed = |unit: &Unit<'_>| unit.limits.statement_timeout.is_some();
        let alone =
            singly || self.options.statement_timeout.is_some() || units.iter().any(is_timed);
        let mut done = Vec::new();
        let mut size = 1;
        while let Some(rest) = units.get(done.len()..).filter(|rest| !rest.is_empty()) {
            let batch = &rest[..batch(rest, size)];
            for (number, unit) in (done.len()..).zip(batch) {
                self.begin(unit);
                message.extend(parts(dialect, &self.options, number, unit, elapsed, &self.kept));
            }
            let last = batch.len() == rest.len();
            message.extend(last.then(|| ours("COMMIT")));
            let began = Instant::now();
            // What only a commit finds out may be the fault of any of them.
            let blamed = if last { units } else { batch };
            self.dispatch(&std::mem::take(&mut message), units, blamed, singly).await?;
            let took = began.elapsed();
            let part = took / u32::try_from(batch.len()).unwrap_or(u32::MAX);
            done.extend(batch.iter().map(|unit| self.end(unit, part)));
            size = if alone { 1 } else { next(size, took) };
        }
        Ok(done)
    }

    /// What opens a transaction that a server ends when we are gone.
    pub(super) fn opening(&self, limits: Limits) -> Vec<String> {
        let dialect = self.session.dialect();
        let mut statements = opening(dialect, limits, self.key);
        statements.extend(dialect.conduct().attentive.map(|attentive| attentive(false)));
        statements
    }

    /// What opens the transaction of these units, with what they are for whoever looks at the server's activity.
    fn named_opening(&self, units: &[Unit<'_>]) -> Vec<String> {
        let mut statements = self.opening(self.options.limits());
        if let (Some(first), [unit, ..]) = (statements.first_mut(), units) {
            let about = lock::named(&format!("{} {}", unit.direction.word(), unit.script.id));
            first.insert_str(0, &about);
        }
        statements
    }

    /// Runs statements, none for longer than may be; where the database is told so itself, it has been. Says for whom they
    /// wait where another connection can ask.
    pub(super) async fn limited(&mut self, statements: &[&str]) -> Result<()> {
        let dialect = self.session.dialect();
        let conduct = dialect.conduct();
        if let Some(limit) = self.limits.statement_timeout.filter(|_| conduct.stopped_by_driver) {
            return self.session.run_within(statements, limit).await;
        }
        let Some(advisory) = &conduct.advisory else { return self.session.run(statements).await };
        let watch = Watch {
            query: (advisory.blockers)(self.key),
            after: self.limits.lock_timeout.map_or(GLANCE, |limit| GLANCE.min(limit / 4)),
        };
        let Run { session, progress, blocker, .. } = self;
        *blocker = None;
        let began = Instant::now();
        let mut free = false;
        let mut tell = |rows| {
            let Some((what, holder)) = lock::in_front(dialect, rows) else {
                // The first time may come of an end that has not been heard of yet.
                if std::mem::replace(&mut free, true) {
                    *blocker = None;
                }
                return;
            };
            free = false;
            if blocker.as_ref().is_none_or(|(_, known)| known.process != holder.process) {
                log::info!("a statement waits for {holder}");
            }
            progress.blocked(began.elapsed(), &what, &holder);
            *blocker = Some((what, holder));
        };
        session.run_watched(statements, &watch, &mut tell).await
    }

    async fn dispatch(
        &mut self,
        message: &[Part<'_>],
        units: &[Unit<'_>],
        blamed: &[Unit<'_>],
        singly: bool,
    ) -> Result<()> {
        let size = if singly { 1 } else { message.len().max(1) };
        for parts in message.chunks(size) {
            let statements: Vec<&str> = parts.iter().map(|part| part.sql.as_ref()).collect();
            if let Err(error) = self.limited(&statements).await {
                return Err(located(error, parts, units, blamed));
            }
        }
        Ok(())
    }

    /// Runs a transaction whose statements are looked at one by one, with what must not be in force switched off.
    async fn guarded(&mut self, units: &[Unit<'_>]) -> Result<Vec<Done>, Stopped> {
        let guard = guard::needed(self.session.dialect(), units);
        if let Some(guard) = guard {
            self.session.execute(guard.enter).await.map_err(Stopped::Failed)?;
        }
        self.step_through(units, guard).await
    }

    async fn step_through(
        &mut self,
        units: &[Unit<'_>],
        guard: Option<&Guard>,
    ) -> Result<Vec<Done>, Stopped> {
        let opening = self.named_opening(units);
        let opening: Vec<&str> = opening.iter().map(String::as_str).collect();
        if let Err(error) = self.session.run(&opening).await {
            // Fails where the transaction was not even begun.
            let _ = self.session.execute("ROLLBACK").await;
            let busy = error.cause() == Cause::Locked || error.to_string().contains(BUSY);
            return Err(if busy { Stopped::Busy(error) } else { Stopped::Failed(error) });
        }
        let outcome = match self.within(units, guard).await {
            // What only a commit finds out may be the fault of any of them.
            Ok(done) => match self.commit().await {
                Ok(()) => Ok(done),
                Err(error) => Err(within_units(error, units)),
            },
            Err(error) => Err(error),
        };
        if outcome.is_err() {
            // Fails where the database has rolled back by itself.
            let _ = self.session.execute("ROLLBACK").await;
        }
        outcome.map_err(Stopped::Failed)
    }

    /// What happens between `BEGIN` and `COMMIT`.
    async fn within(&mut self, units: &[Unit<'_>], guard: Option<&Guard>) -> Result<Vec<Done>> {
        let dialect = self.session.dialect();
        if !self.exists {
            for statement in history::missing(self.session, &self.options.table).await? {
                self.session.execute(&statement).await?;
            }
        }
        let before = match guard {
            Some(guard) => guard::look(self.session, guard).await?,
            None => Damage::default(),
        };
        let mut done = Vec::new();
        for (number, unit) in units.iter().enumerate() {
            // Somebody may have migrated between our last look and the lock.
            let applied =
                history::applied(self.session, &self.options.table, &unit.script.id).await?;
            if applied == (unit.direction == Direction::Up) {
                continue;
            }
            let began = self.begin(unit);
            self.hooked(unit, true).await?;
            let mut parts = parts(dialect, &self.options, number, unit, "0", &self.kept);
            parts.pop();
            self.dispatch(&parts, units, units, true).await?;
            self.hooked(unit, false).await?;
            let elapsed = began.elapsed().as_millis().to_string();
            self.session.execute(&unit.record(dialect, &self.options.table, &elapsed)).await?;
            done.push(self.end(unit, began.elapsed()));
        }
        if let Some(guard) = guard {
            let after = guard::look(self.session, guard).await?;
            guard::compare(&before, &after).map_err(|error| within_units(error, units))?;
        }
        Ok(done)
    }

    /// Runs the hooks of one side of a unit, and finds out whether they have kept to its transaction.
    async fn hooked(&mut self, unit: &Unit<'_>, before: bool) -> Result<()> {
        if !self.hooks.run(self.session, unit, before).await? {
            return Ok(());
        }
        let probe = self.session.dialect().conduct().in_transaction;
        let inside = match self.session.query(probe(self.key).as_str()).await {
            Ok(rows) => rows.iter().flatten().any(|value| value.as_deref() == Some("t")),
            Err(error) if error.cause() == Cause::InTransaction => true,
            Err(error) => {
                return Err(error.within(format!(
                    "revision `{}`, {}: what its hook has left",
                    unit.script.id, unit.script.place
                )));
            }
        };
        if inside {
            return Ok(());
        }
        Err(Error::refused(format!(
            "the hook of revision `{}` has ended the transaction that keeps the revision whole, and what it did stays done",
            unit.script.id
        ))
        .with_hint("let the hook neither commit nor roll back; look at what it has left before this is run again"))
    }

    /// Commits, waiting for readers that are still in the way.
    async fn commit(&mut self) -> Result<()> {
        let began = Instant::now();
        loop {
            match self.session.execute("COMMIT").await {
                Err(error)
                    if error.cause() == Cause::Locked
                        && began.elapsed() < self.options.lock_wait =>
                {
                    if let Some(holder) = lock::of_file(self.session, true) {
                        self.progress.blocked(began.elapsed(), "", &holder);
                    }
                    self.session.pause(Duration::from_millis(20)).await?;
                }
                outcome => return outcome,
            }
        }
    }
}

/// Whether running a failed transaction again, statement by statement, would tell more than it costs. Nothing is left of
/// the first try, and a second try that succeeds is as good as a first.
fn worth_repeating(error: &Error, took: Duration, units: &[Unit<'_>]) -> bool {
    let statements: usize = units.iter().map(|unit| unit.statements.len()).sum();
    match error.cause() {
        Cause::Locked | Cause::Timeout | Cause::Lost => false,
        Cause::Other
        | Cause::NoTable
        | Cause::NoDatabase
        | Cause::Duplicate
        | Cause::Exists
        | Cause::Absent
        | Cause::InTransaction => error.place().is_none() && statements > 0 && took < REPEATABLE,
    }
}

/// An error with the revision and the line in its file, or with the revisions to be `blamed`.
fn located(error: Error, parts: &[Part<'_>], units: &[Unit<'_>], blamed: &[Unit<'_>]) -> Error {
    let of = match (error.place(), parts) {
        (Some(place), _) => parts.get(place.statement).and_then(|part| part.of),
        (None, [part]) => part.of,
        (None, _) => None,
    };
    let offset = error.place().and_then(|place| place.offset);
    match of.and_then(|(unit, statement)| Some((units.get(unit)?, statement))) {
        Some((unit, statement)) => at_statement(error, unit, statement, offset),
        None => within_units(error, blamed),
    }
}

/// An error with the place of a unit's statement, `offset` characters into it.
pub(super) fn at_statement(
    error: Error,
    unit: &Unit<'_>,
    statement: usize,
    offset: Option<usize>,
) -> Error {
    let Some(line) = unit.statements.get(statement) else {
        return within_units(error, std::slice::from_ref(unit));
    };
    let further = line.sql.chars().take(offset.unwrap_or(0)).filter(|c| *c == '\n').count();
    error.within(format!(
        "revision `{}`, {}, line {}, `{}`",
        unit.script.id,
        unit.script.place,
        line.line + further,
        beginning(line.sql)
    ))
}

/// An error with the revisions that it may come from.
fn within_units(error: Error, units: &[Unit<'_>]) -> Error {
    match units {
        [unit] => error.within(format!("revision `{}`, {}", unit.script.id, unit.script.place)),
        [first, .., last] => {
            error.within(format!("revisions `{}` to `{}`", first.script.id, last.script.id))
        }
        [] => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revision::Revision;
    use crate::runner::Script;
    use crate::runner::script::Line;

    #[test]
    fn messages_grow_while_they_are_quick_and_are_never_huge() {
        assert_eq!([next(1, Duration::ZERO), next(8, PACE), next(8, PACE * 2)], [2, 16, 1]);
        let revision = Revision::default();
        let dialect = crate::dialect::ALL[0];
        let script = Script::of(dialect, &revision).expect("a revision without SQL");
        let sql = "x".repeat(MESSAGE / 2);
        let mut unit = Unit::new(dialect, &script, Direction::Up).expect("nothing to run");
        assert_eq!(batch(&vec![unit.clone(); 9], 4), 4);
        assert_eq!(batch(&vec![unit.clone(); 3], 4), 3);
        unit.statements.push(Line { sql: &sql, line: 1 });
        assert_eq!(batch(&vec![unit; 9], 8), 3);
    }
}
