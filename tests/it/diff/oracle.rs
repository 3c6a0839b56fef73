//! What must hold for every case on a real database: it runs, it leads to what a fresh build gives, a second diff is
//! empty, the way back restores, and replay saw it all without a database.

use migrate::autogenerate::autogenerate;
use migrate::dialect::Dialect;
use migrate::op::describe;
use migrate::replay::replay;
use migrate::schema::Schema;

use super::case::{Case, create, script};
use super::compare::{alike, same};
use super::real::Real;

/// Puts the case to the test; `real` and `fresh` are emptied first.
pub(super) fn hold(
    case: &Case,
    dialect: &dyn Dialect,
    real: &mut Real,
    fresh: &mut Real,
) -> Result<(), String> {
    real.clear();
    fresh.clear();
    check(case, dialect, real, fresh).map_err(|error| format!("=== {}\n{error}", case.name))
}

fn check(
    case: &Case,
    dialect: &dyn Dialect,
    real: &mut Real,
    fresh: &mut Real,
) -> Result<(), String> {
    // a refusal writes nothing; its words are compared with the case's files
    let Ok(written) = case.write(dialect) else { return Ok(()) };
    real.execute(&written.create).map_err(|error| format!("the previous schema: {error}"))?;
    let before = real.introspect();
    alike("replay and database, before,", &written.previous, &before, dialect)?;
    real.execute(&written.up).map_err(|error| format!("up: {error}"))?;
    let after = real.introspect();

    let (next, hints) = case.next(dialect);
    let build = create(dialect, &next).map_err(|errors| format!("the next schema: {errors:?}"))?;
    fresh.execute(&build).map_err(|error| format!("the next schema: {error}"))?;
    same("the database after up and a fresh build", &after, &fresh.introspect(), dialect)?;

    let mut replayed = Schema::default();
    let unread = replay(dialect, &(script(&written.create) + &script(&written.up)), &mut replayed);
    if !unread.is_empty() {
        return Err(format!("replay did not read {unread:?}"));
    }
    alike("replay and database, after,", &replayed, &after, dialect)?;
    let again = autogenerate(dialect, &replayed, &next, &hints)
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
    same("replay before and after the way back", &written.previous, &replayed, dialect)
}
