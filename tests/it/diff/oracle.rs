//! What must hold for every case on a real database: it runs, it leads to what a fresh build gives, a second diff is
//! empty, the way back restores, and replay saw it all without a database.

use migrate::autogenerate::{autogenerate, wanted};
use migrate::dialect::Dialect;
use migrate::op::describe;
use migrate::replay::replay;
use migrate::schema::Schema;

use super::case::{Pair, create, script};
use super::compare::{alike, same};
use super::real::Real;

/// How a pair came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Everything held.
    Held,
    /// Nothing was written, since a person must decide.
    Refused,
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
    let Ok(written) = pair.write(dialect) else { return Ok(Outcome::Refused) };
    real.execute(&written.create).map_err(|error| format!("the previous schema: {error}"))?;
    let before = real.introspect();
    alike("replay and database, before,", &written.previous, &before, dialect)?;
    real.execute(&written.up).map_err(|error| format!("up: {error}"))?;
    let after = real.introspect();

    let next = wanted(dialect, &written.previous, &pair.next, &pair.hints)
        .map_err(|error| format!("the next schema: {error}"))?;
    let build = create(dialect, &next).map_err(|errors| format!("the next schema: {errors:?}"))?;
    fresh.execute(&build).map_err(|error| format!("the next schema: {error}"))?;
    same("the database after up and a fresh build", &after, &fresh.introspect(), dialect)?;

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

    real.execute(&written.down).map_err(|error| format!("down: {error}"))?;
    same("the database before and after the way back", &before, &real.introspect(), dialect)?;
    let unread = replay(dialect, &script(&written.down), &mut replayed);
    if !unread.is_empty() {
        return Err(format!("replay did not read {unread:?}"));
    }
    same("replay before and after the way back", &written.previous, &replayed, dialect)?;
    Ok(Outcome::Held)
}
