//! What must hold for every case on a real database: it runs, it leads to what a fresh build gives, a second diff is
//! empty, the way back restores, and replay saw it all without a database.

use migrate::autogenerate::{autogenerate, wanted};
use migrate::dialect::Dialect;
use migrate::dialect::Statement;
use migrate::doubt::doubt;
use migrate::op::{Loss, apply, describe, loss};
use migrate::replay::replay;
use migrate::schema::Schema;

use super::case::{Pair, create, script};
use super::compare::{alike, same};
use super::{real::Real, rows};
use crate::asked::refusals;

/// How a pair came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Everything held.
    Held,
    /// Everything held, but rows kept it from running, and no question was put to them before: what the database said.
    Unforeseen(String),
    /// Nothing was written, since a person must decide: why.
    Refused(String),
}

/// Puts the pair to the test; `real` and `fresh` are emptied first.
pub(super) fn hold(
    pair: &Pair,
    dialect: &dyn Dialect,
    real: &mut Real,
    fresh: &mut Real,
) -> Result<Outcome, String> {
    real.clear();
    fresh.clear();
    check(pair, dialect, real, fresh).map_err(|error| format!("=== {}\n{error}", pair.name))
}

fn check(
    pair: &Pair,
    dialect: &dyn Dialect,
    real: &mut Real,
    fresh: &mut Real,
) -> Result<Outcome, String> {
    // a refusal writes nothing; its words are compared with the case's files
    let written = match pair.write(dialect) {
        Ok(written) => written,
        Err(errors) => {
            let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
            return Ok(Outcome::Refused(told.join("; ")));
        }
    };
    real.execute(&written.create).map_err(|error| format!("the previous schema: {error}"))?;
    let before = real.introspect();
    alike("replay and database, before,", &written.previous, &before, dialect)?;
    rows::fill(pair, &written.previous, dialect, real);
    let (kept, kept_after) = rows::kept(&written.previous, &written.ops);
    let mut held = rows::read(&written.previous, &kept, dialect, real);
    let refused = refusals(dialect, &before, &script(&written.up), &mut |query| real.ask(query))?;
    let up = real.execute(&written.up);
    if let (Ok(()), [first, ..]) = (&up, refused.as_slice()) {
        return Err(format!("refused before it ran, and it ran: {first}"));
    }
    let mut outcome = Outcome::Held;
    if let Err(error) = up {
        if refused.is_empty() {
            outcome = Outcome::Unforeseen(error.clone());
        }
        if !can_fail(&written.up) {
            return Err(format!("up, with rows and no hazard: {error}"));
        }
        rows::clear(&written.previous, dialect, real);
        held = rows::read(&written.previous, &kept, dialect, real);
        real.execute(&written.up).map_err(|error| format!("up: {error}"))?;
    }
    let mut there = written.previous.clone();
    apply(&mut there, &written.ops, dialect.capability());
    rows_are(&held, &rows::read(&there, &kept_after, dialect, real), "up")?;
    let after = real.introspect();

    let next = wanted(dialect, &written.previous, &pair.next, &pair.hints)
        .map_err(|error| format!("the next schema: {error}"))?;
    let build = create(dialect, &next).map_err(|errors| format!("the next schema: {errors:?}"))?;
    fresh.execute(&build).map_err(|error| format!("the next schema: {error}"))?;
    let told = fresh.introspect();
    same("the database after up and a fresh build", &after, &told, dialect)?;
    if let Some(doubt) = doubt(dialect, &before, &next, &pair.hints) {
        let resolved = doubt.resolve(told.clone(), &before, &next);
        same("a fresh build of all and one of what was in doubt", &told, &resolved, dialect)?;
    }

    let mut replayed = Schema::default();
    let unread = replay(dialect, &(script(&written.create) + &script(&written.up)), &mut replayed);
    if !unread.is_empty() {
        return Err(format!("replay did not read {unread:?}"));
    }
    alike("replay and database, after,", &replayed, &after, dialect)?;
    let again = autogenerate(dialect, &replayed, &pair.next, &pair.hints)
        .map_err(|errors| format!("a second diff is refused: {errors:?}"))?;
    if !again.is_empty() {
        return Err(format!(
            "a second diff says {:?}",
            again.iter().map(describe).collect::<Vec<_>>()
        ));
    }

    if let Err(error) = real.execute(&written.down) {
        // whether a default keeps a check that comes back with its column, nobody can tell without asking a database
        let is_check = error.to_lowercase().contains("check constraint") && can_fail(&written.down);
        if loss(&written.ops, dialect.capability()) != Loss::Irreversible && !is_check {
            return Err(format!("down, with rows and said to be possible: {error}"));
        }
        rows::clear(&there, dialect, real);
        real.execute(&written.down).map_err(|error| format!("down: {error}"))?;
        held = rows::read(&written.previous, &kept, dialect, real);
    }
    rows_are(&held, &rows::read(&written.previous, &kept, dialect, real), "down")?;
    same("the database before and after the way back", &before, &real.introspect(), dialect)?;
    let unread = replay(dialect, &script(&written.down), &mut replayed);
    if !unread.is_empty() {
        return Err(format!("replay did not read {unread:?}"));
    }
    same("replay before and after the way back", &written.previous, &replayed, dialect)?;
    Ok(outcome)
}

/// Whether rows may keep the statements from running.
fn can_fail(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| statement.hazard.is_some())
}

fn rows_are(
    before: &[(String, Vec<String>)],
    after: &[(String, Vec<String>)],
    when: &str,
) -> Result<(), String> {
    for ((table, before), (_, after)) in before.iter().zip(after) {
        if before != after {
            return Err(format!(
                "rows of `{table}` after {when}:\n{after:#?}\nbefore:\n{before:#?}"
            ));
        }
    }
    if before.len() == after.len() { Ok(()) } else { Err(format!("a table is gone after {when}")) }
}
