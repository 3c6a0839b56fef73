//! Writes history rows without running anything: what a person knows better than the table.

use super::script::Unit;
use super::transact::opening;
use super::{BUSY, Options, Progress, Script, lock};
use crate::dialect::Dialect;
use crate::error::{Cause, Error, Result};
use crate::history;
use crate::plan;
use crate::revision::{Direction, Limits};
use crate::session::Session;

/// Records revisions as applied and not applied, as `plan` says, in one transaction and without running their SQL.
/// Revisions to record must be among `scripts`.
///
/// # Errors
///
/// What the database answered; the history is then as before.
pub async fn stamp<S: Session>(
    session: &mut S,
    scripts: &[Script<'_>],
    plan: &plan::Stamp,
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<()> {
    let dialect = session.dialect();
    let history = history::read(session, &options.table).await?;
    let mut applied = history.ids();
    let mut statements = match history.exists {
        true => Vec::new(),
        false => history::missing(session, &options.table).await?,
    };
    for revision in plan.remove.iter().filter(|revision| applied.remove(*revision)) {
        statements.push(history::delete(dialect, &options.table, revision));
    }
    for revision in &plan.add {
        let script = find(scripts, revision)?;
        if applied.insert(revision.clone()) {
            let unit = Unit {
                script,
                direction: Direction::Up,
                transaction: true,
                hook: false,
                limits: Limits::NONE,
                statements: Vec::new(),
            };
            let moment = plan.moments.get(revision).map(String::as_str);
            statements.push(unit.record_at(dialect, &options.table, "0", moment));
        }
    }
    write(session, statements, options, progress).await
}

/// What [`stamp`] would write, as plain SQL for a database of which nothing is known: each row is written whether or not
/// it was there, and with `purge` every other one is deleted.
///
/// # Errors
///
/// When a revision to record is not among `scripts`, or the options ask for what the dialect cannot do.
pub fn print_stamp(
    dialect: &dyn Dialect,
    scripts: &[Script<'_>],
    plan: &plan::Stamp,
    purge: bool,
    options: &Options,
) -> Result<String> {
    let table = &options.table;
    let mut statements = vec![history::create(dialect, table)];
    statements.extend(opening(dialect, options.limits(), lock::key(table)));
    if purge {
        statements.push(history::purge(dialect, table));
    }
    for revision in plan.remove.iter().chain(&plan.add) {
        statements.push(history::delete(dialect, table, revision));
    }
    for revision in &plan.add {
        let unit = Unit {
            script: find(scripts, revision)?,
            direction: Direction::Up,
            transaction: true,
            hook: false,
            limits: Limits::NONE,
            statements: Vec::new(),
        };
        statements.push(unit.record(dialect, table, "0"));
    }
    statements.push("COMMIT".to_owned());
    Ok(statements.iter().map(|statement| format!("{statement};\n")).collect())
}

fn find<'s, 'a>(scripts: &'s [Script<'a>], revision: &str) -> Result<&'s Script<'a>> {
    scripts.iter().find(|script| script.id == revision).ok_or_else(|| {
        Error::history(format!(
            "revision `{revision}` is to be recorded and is not among the revisions"
        ))
    })
}

/// Records that the files of applied revisions are right as they are: their checksums replace those of what was run.
///
/// # Errors
///
/// When one of them is not applied, or what the database answered.
pub async fn repair<S: Session>(
    session: &mut S,
    scripts: &[&Script<'_>],
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<()> {
    let dialect = session.dialect();
    let applied = history::read(session, &options.table).await?.ids();
    let mut statements = Vec::new();
    for script in scripts {
        if !applied.contains(script.id.as_ref()) {
            return Err(Error::history(format!("revision `{}` is not applied", script.id))
                .with_hint(
                    "only applied revisions can be repaired; `cargo xtask db status` lists them",
                ));
        }
        statements.push(history::repair(dialect, &options.table, &script.id, &script.checksum));
    }
    write(session, statements, options, progress).await
}

async fn write<S: Session>(
    session: &mut S,
    statements: Vec<String>,
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<()> {
    let all: Vec<&str> = statements.iter().map(String::as_str).collect();
    self::statements(session, &all, options, progress).await
}

/// Runs statements that are no revision's in one transaction, when it is our turn.
///
/// # Errors
///
/// What the database answered; nothing is then left of them.
pub async fn statements<S: Session>(
    session: &mut S,
    statements: &[&str],
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<()> {
    if statements.is_empty() {
        return Ok(());
    }
    let key = lock::key(&options.table);
    let opening = opening(session.dialect(), options.limits(), key);
    let all: Vec<&str> = opening
        .iter()
        .map(String::as_str)
        .chain(statements.iter().copied())
        .chain(["COMMIT"])
        .collect();
    let mut patience = lock::Patience::new();
    loop {
        let Err(error) = session.run(&all).await else { return Ok(()) };
        // Fails where no transaction has begun, or the connection is gone.
        let _ = session.execute("ROLLBACK").await;
        if error.cause() != Cause::Locked && !error.to_string().contains(BUSY) {
            return Err(error);
        }
        patience.wait(session, options, key, progress, &error).await?;
    }
}
