//! Whether the rows that are there would break a revision, asked before it runs. Changes nothing, and where it cannot
//! know, it does not ask: what passes here may still fail, what is refused here would have.
//!
//! ```text
//! history replayed ── pending SQL, statement by statement ── any questions? ── no: done
//!                                                                  yes
//! live schema ─────── pending SQL, statement by statement ── questions ── answers ── errors, warnings
//! ```

mod cast;
mod compare;
mod domain;
mod exclude;
mod foreign;
mod guard;
mod insert;
mod key;
mod list;
mod rows;
mod source;
mod update;

use std::collections::BTreeSet;

use crate::dialect::{Dialect, question};
use crate::error::{Error, Result};
use crate::graph::{Graph, resolve::count};
use crate::introspect::introspect;
use crate::plan::Step;
use crate::replay;
use crate::revision::Direction;
use crate::schema::Schema;
use crate::session::{Row, Session};

/// One section that will run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// Which way its revision is taken.
    pub direction: Direction,
    /// The revision's id.
    pub revision: &'a str,
    /// How a message names where it comes from.
    pub place: &'a str,
    /// The line of the section's marker.
    pub line: usize,
    /// The section's SQL.
    pub sql: &'a str,
}

/// A question to the live database, and what its answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The query: no row where all is well, else the count and the values of [`Question::shown`].
    pub sql: String,
    /// The names of the values after the count.
    pub shown: Vec<String>,
    /// What is counted.
    pub noun: &'static str,
    /// What is wrong with what is counted.
    pub found: String,
    /// The way out; `None` if a person has allowed what happens, and is only told.
    pub hint: Option<String>,
    /// Where and why it is asked: the revision, the file and the line.
    pub place: String,
}

/// Asks `session` what `steps` would meet, and returns what a person should know though it stops nothing.
///
/// # Errors
///
/// One for each thing that makes a step fail. An answer that the database refuses is none, and stops nothing.
pub async fn ask<S: Session>(
    session: &mut S,
    graph: &Graph,
    applied: &BTreeSet<String>,
    steps: &[Step],
) -> Result<Vec<String>, Vec<Error>> {
    let dialect = session.dialect();
    let places: Vec<String> = steps
        .iter()
        .map(|step| graph.get(&step.revision).map(|one| one.place()).unwrap_or_default())
        .collect();
    let parts = parts(dialect, graph, steps, &places);
    let done = graph.iter().filter(|revision| applied.contains(&revision.id));
    let (told, _) = replay::history(dialect, done);
    if questions(dialect, &told, &parts).is_empty() {
        return Ok(Vec::new());
    }
    let live = match introspect(session).await {
        Ok(live) => live,
        Err(error) => {
            log::info!("the rows that are there are not asked about: {error}");
            return Ok(Vec::new());
        }
    };
    let (mut warnings, mut errors) = (Vec::new(), Vec::new());
    for question in questions(dialect, &live, &parts) {
        match session.query(&question.sql).await {
            Ok(rows) => match judge(&question, &rows) {
                Some(Verdict::Warn(warning)) => warnings.push(warning),
                Some(Verdict::Refuse(error)) => errors.push(error),
                None => {}
            },
            Err(error) => log::info!("no answer to `{}`: {error}", question.sql),
        }
    }
    if errors.is_empty() { Ok(warnings) } else { Err(errors) }
}

/// The sections of the steps, up to the first that is not known here: nothing is known behind it.
fn parts<'a>(
    dialect: &dyn Dialect,
    graph: &'a Graph,
    steps: &'a [Step],
    places: &'a [String],
) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for (step, place) in steps.iter().zip(places) {
        let Some(revision) = graph.get(&step.revision) else { break };
        match revision.section(step.direction, dialect.name()) {
            // Outside a transaction nobody looks for damage where the database itself does not.
            Ok(Some(section)) if !section.transaction && dialect.conduct().guard.is_some() => break,
            Ok(Some(section)) => parts.push(Part {
                direction: step.direction,
                revision: &revision.id,
                place,
                line: section.line,
                sql: &section.sql,
            }),
            Ok(None) => {}
            Err(_) => break,
        }
    }
    parts
}

/// What to ask the database, whose schema is `live`, before `parts` run in their order.
pub fn questions(dialect: &dyn Dialect, live: &Schema, parts: &[Part<'_>]) -> Vec<Question> {
    rows::walk(dialect, live, parts)
}

/// What an answer means.
#[derive(Debug)]
pub enum Verdict {
    /// The revision cannot run.
    Refuse(Error),
    /// It can, and somebody may want to know.
    Warn(String),
}

/// What the rows that a question was answered with mean; `None` if all is well.
pub fn judge(question: &Question, rows: &[Row]) -> Option<Verdict> {
    let mut values = rows.first()?.iter();
    let number: u64 = values.next()?.as_deref()?.parse().ok()?;
    if number == 0 {
        return None;
    }
    let shown: Vec<String> = question
        .shown
        .iter()
        .zip(values)
        .map(|(name, value)| format!("`{name}` = {}", value.as_deref().unwrap_or("NULL")))
        .collect();
    let many = match number > question::FEW {
        true => format!("more than {} {}s", question::FEW, question.noun),
        false => count(number, question.noun),
    };
    let example = shown.join(", ");
    let Question { place, found, .. } = question;
    Some(match &question.hint {
        None => Verdict::Warn(format!("{place} {found} with {many}, such as {example}")),
        Some(hint) => Verdict::Refuse(
            Error::refused(format!("{place} would fail: {many} {found}, such as {example}"))
                .with_hint(format!("{hint}; `--no-preflight` does not ask")),
        ),
    })
}
