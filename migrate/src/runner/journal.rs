//! Revisions that run outside transactions: one statement after another under a journal, so that a run which is stopped
//! anywhere goes on at the right statement.
//!
//! A statement that can run in a transaction runs in one with its journal row, so it was done exactly if its row is
//! there. Only what refuses to (`CREATE INDEX CONCURRENTLY`, `VACUUM`) runs bare between two rows; when it was begun and
//! not ended, what it may have left is cleared away and it runs again.

use std::collections::BTreeMap;
use std::fmt;

use super::keep;
use super::lock;
use super::script::Unit;
use super::transact::{aftermath, at_statement};
use super::{Done, Run, Stopped, taken};
use crate::error::{Cause, Error, Result};
use crate::history;
use crate::history::steps::{self, Way};
use crate::revision::checksum;
use crate::schema::Name;
use crate::session::Session;
use crate::split;

/// A revision outside transactions that was begun and not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interrupted {
    /// Its id.
    pub revision: String,
    /// `up` or `down`.
    pub direction: String,
    /// How many of its statements are done.
    pub done: usize,
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "revision `{}` was stopped on its way {} after {} statement{}, and will go on from there",
            self.revision,
            self.direction,
            self.done,
            if self.done == 1 { "" } else { "s" }
        )
    }
}

/// The revisions that were begun and not ended, by id.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn interrupted<S: Session>(session: &mut S, table: &Name) -> Result<Vec<Interrupted>> {
    let sql = steps::interrupted(session.dialect(), table);
    let rows = match session.query(&sql).await {
        Ok(rows) => rows,
        Err(error) if error.cause() == Cause::NoTable => return Ok(Vec::new()),
        Err(error) => return Err(error.within("migration journal")),
    };
    let rows = rows.into_iter().map(|row| {
        let mut values = row.into_iter().map(Option::unwrap_or_default);
        let mut next = || values.next().unwrap_or_default();
        Interrupted { revision: next(), direction: next(), done: next().parse().unwrap_or(0) }
    });
    Ok(rows.collect())
}

/// How far a statement got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Started,
    Done,
}

/// Journal rows by number of statement.
type Journal = BTreeMap<usize, (State, String)>;

impl<S: Session> Run<'_, S> {
    /// Runs units one statement at a time, under a lock that outlives transactions.
    pub(super) async fn outside(&mut self, units: &[Unit<'_>]) -> Result<Vec<Done>, Stopped> {
        self.held = lock::take(self.session, self.key).await.map_err(Stopped::Failed)?;
        if self.held.is_none() {
            return Err(Stopped::Busy(Error::database(super::BUSY).caused_by(Cause::Locked)));
        }
        let outcome = self.outside_all(units).await;
        self.release().await;
        outcome.map_err(|error| match error.to_string().contains(super::BUSY) {
            true => Stopped::Busy(error),
            false => Stopped::Failed(error),
        })
    }

    /// Gives back the lock that outlives transactions, if we have it.
    pub(super) async fn release(&mut self) {
        if let Some(held) = self.held.take() {
            lock::release(self.session, held).await;
        }
    }

    async fn outside_all(&mut self, units: &[Unit<'_>]) -> Result<Vec<Done>> {
        // Somebody may have migrated between our last look and the lock.
        self.look().await?;
        let mut done = Vec::new();
        for unit in
            units.iter().filter(|unit| !taken(&self.applied, &unit.step())).collect::<Vec<_>>()
        {
            let began = self.begin(unit);
            let dialect = self.session.dialect();
            let aftermath = aftermath(dialect, unit, &self.kept);
            if aftermath.is_some() {
                self.pin().await?;
            }
            let outcome = self.journalled(unit).await;
            if let Some(sql) = aftermath {
                // Fails where the connection is gone, and what it would take back with it.
                let _ = self.session.execute(&sql).await;
            }
            outcome?;
            let elapsed = began.elapsed().as_millis().to_string();
            let record = unit.record(dialect, &self.options.table, &elapsed);
            self.together(&[record, self.way(unit).forget()]).await?;
            done.push(self.end(unit, began.elapsed()));
        }
        Ok(done)
    }

    /// Names our own tables with their namespace, since a statement will change where names are looked up.
    async fn pin(&mut self) -> Result<()> {
        let here = self
            .session
            .dialect()
            .conduct()
            .here
            .filter(|_| self.options.table.namespace.is_none());
        if let Some(query) = here {
            let rows = self.session.query(query).await?;
            self.options.table.namespace =
                rows.into_iter().next().and_then(|row| row.into_iter().next()).flatten();
        }
        Ok(())
    }

    /// Runs what the journal does not say is done.
    async fn journalled(&mut self, unit: &Unit<'_>) -> Result<()> {
        let dialect = self.session.dialect();
        let mut tables = match self.exists {
            true => Vec::new(),
            false => history::missing(self.session, &self.options.table).await?,
        };
        tables.push(steps::create(dialect, &self.options.table));
        self.together(&tables).await?;
        self.exists = true;
        let journal = self.journal(unit).await?;
        unchanged(unit, &journal)?;
        self.faultless(unit).await?;
        for (number, line) in unit.statements.iter().enumerate() {
            let first = split::keywords(dialect, line.sql, 1).pop().unwrap_or_default();
            let is = |words: &[&str]| words.contains(&first.as_str());
            let state = journal.get(&number).map(|(state, _)| *state);
            let ran = if is(dialect.conduct().settings) {
                self.session.execute(line.sql).await
            } else if state == Some(State::Done) {
                Ok(())
            } else if is(dialect.conduct().outside) || state == Some(State::Started) {
                self.bare(unit, number, line.sql, state).await
            } else {
                self.whole(unit, number, line.sql).await
            };
            ran.map_err(|error| match error.to_string().contains(super::BUSY) {
                true => error,
                false => at_statement(error, unit, number, None),
            })?;
        }
        Ok(())
    }

    /// Runs a statement in one transaction with its journal row, or bare if it cannot run in a transaction.
    async fn whole(&mut self, unit: &Unit<'_>, number: usize, sql: &str) -> Result<()> {
        let row = self.way(unit).insert(number, sql, steps::DONE);
        match self.together(&[sql.to_string(), row]).await {
            Err(error) if error.cause() == Cause::InTransaction => {
                self.bare(unit, number, sql, None).await
            }
            outcome => outcome,
        }
    }

    /// Runs a statement by itself between two journal rows.
    async fn bare(
        &mut self,
        unit: &Unit<'_>,
        number: usize,
        sql: &str,
        state: Option<State>,
    ) -> Result<()> {
        let way = self.way(unit);
        let again = state.is_some();
        if !again {
            self.session.execute(&way.insert(number, sql, steps::STARTED)).await?;
        }
        self.clear(sql).await?;
        match self.alone(sql).await {
            Ok(()) => self.session.execute(&way.end(number)).await,
            // It was begun before, and had been done when it was stopped.
            Err(error)
                if again
                    && matches!(error.cause(), Cause::Exists | Cause::Absent | Cause::NoTable) =>
            {
                log::info!("already done before the interruption: {error}");
                self.session.execute(&way.end(number)).await
            }
            Err(error) => {
                // The statement said no, so nothing of it is left but what we clear away. Where the connection is gone
                // this fails too, and the next run does it.
                if self.clear(sql).await.is_ok() {
                    let _ = self.session.execute(&way.cancel(number)).await;
                }
                Err(error)
            }
        }
    }

    /// Runs a statement by itself within its limits.
    async fn alone(&mut self, sql: &str) -> Result<()> {
        let conduct = self.session.dialect().conduct();
        let mut limits = (conduct.limits_outside)(self.limits);
        limits.extend(conduct.attentive.map(|attentive| attentive(true)));
        let statements: Vec<&str> = limits.iter().map(String::as_str).collect();
        // What the revision itself has set, not what was set before it.
        let kept = keep::look(self.session, &statements).await?;
        let outcome = self.alone_within(&statements, sql).await;
        keep::give_back(self.session, &kept).await;
        outcome
    }

    async fn alone_within(&mut self, limits: &[&str], sql: &str) -> Result<()> {
        for limit in limits {
            self.session.execute(limit).await?;
        }
        self.limited(&[sql]).await
    }

    /// Refuses statements that this version of the database carries out wrongly.
    async fn faultless(&mut self, unit: &Unit<'_>) -> Result<()> {
        let fault = self.session.dialect().conduct().fault;
        let mut lines =
            unit.statements.iter().filter_map(|line| Some((line.line, fault(line.sql)?)));
        let Some((line, fault)) = lines.next() else { return Ok(()) };
        let version = self.session.query(fault.query).await?;
        match version.into_iter().flatten().flatten().next() {
            None => Ok(()),
            Some(version) => Err(Error::refused(format!(
                "{}, line {line}: on {version} {}",
                unit.script.place, fault.consequence
            ))
            .with_hint(fault.hint)),
        }
    }

    /// Clears away what an earlier try of a statement has left half done.
    async fn clear(&mut self, sql: &str) -> Result<()> {
        let Some(query) = (self.session.dialect().conduct().leftover)(sql) else { return Ok(()) };
        for row in self.session.query(&query).await? {
            for statement in row.into_iter().flatten() {
                log::warn!("clearing away what an interrupted run has left: {statement}");
                self.session.execute(&statement).await?;
            }
        }
        Ok(())
    }

    /// Runs statements in one transaction.
    async fn together(&mut self, statements: &[String]) -> Result<()> {
        let opening = self.opening(self.limits);
        let all: Vec<&str> = opening
            .iter()
            .chain(statements)
            .map(String::as_str)
            .chain(std::iter::once("COMMIT"))
            .collect();
        let outcome = self.limited(&all).await;
        if outcome.is_err() {
            // Fails where no transaction has begun, or the connection is gone.
            let _ = self.session.execute("ROLLBACK").await;
        }
        outcome
    }

    async fn journal(&mut self, unit: &Unit<'_>) -> Result<Journal> {
        let mut journal = Journal::new();
        for row in self.session.query(&self.way(unit).select()).await? {
            let mut values = row.into_iter().map(Option::unwrap_or_default);
            let mut next = || values.next().unwrap_or_default();
            let (number, state, checksum) = (next(), next(), next());
            let number = number.parse().map_err(|_| {
                Error::history(format!("the migration journal names a statement `{number}`"))
            })?;
            let state = if state == steps::DONE { State::Done } else { State::Started };
            journal.insert(number, (state, checksum));
        }
        Ok(journal)
    }

    fn way(&self, unit: &Unit<'_>) -> Way {
        Way::new(self.session.dialect(), &self.options.table, &unit.script.id, unit.direction)
    }
}

/// Refuses to go on when a statement that was begun reads differently now.
fn unchanged(unit: &Unit<'_>, journal: &Journal) -> Result<()> {
    for (number, (_, known)) in journal {
        let now = unit.statements.get(*number).map(|line| checksum(line.sql));
        if now.as_ref() != Some(known) {
            let what = match unit.statements.get(*number) {
                Some(line) => format!("the statement in line {} was changed", line.line),
                None => format!("statement {} was removed", number + 1),
            };
            return Err(Error::history(format!(
                "{}: {what} after it had run, while the revision was stopped half way",
                unit.script.place
            ))
            .with_hint(
                "put the text back; when the revision is applied, make another for the change",
            ));
        }
    }
    Ok(())
}
