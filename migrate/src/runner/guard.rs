//! What must not be in force while a revision rebuilds tables, and the damage that is looked for before it is committed.
//! What those are, the dialect's [`super::Guard`] says.

use std::collections::BTreeMap;

use super::Guard;
use super::script::Unit;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::session::Session;
use crate::split;

/// The guard that these units need, if they need one.
pub(super) fn needed(dialect: &dyn Dialect, units: &[Unit<'_>]) -> Option<&'static Guard> {
    let guard = dialect.conduct().guard.as_ref()?;
    let wanted = |sql: &str| (guard.wanted)(&split::keywords(dialect, sql, 2));
    units.iter().flat_map(|unit| &unit.statements).any(|line| wanted(line.sql)).then_some(guard)
}

/// What is wrong with the database: references without a target, by table and target, and objects that do not work.
///
/// `violations` is `None` where the database cannot say, because a reference itself makes no sense.
#[derive(Debug, Default)]
pub(super) struct Damage {
    violations: Option<BTreeMap<(String, String), u64>>,
    broken: BTreeMap<String, String>,
}

/// Looks for damage.
pub(super) async fn look<S: Session>(session: &mut S, guard: &Guard) -> Result<Damage> {
    let violations = match session.query(guard.violations).await {
        Ok(rows) => Some(
            rows.into_iter()
                .filter_map(|row| {
                    let mut values = row.into_iter().map(Option::unwrap_or_default);
                    let pair = (values.next()?, values.next()?);
                    Some((pair, values.next()?.parse().ok()?))
                })
                .collect(),
        ),
        Err(error) => {
            log::warn!("foreign keys cannot be checked: {error}");
            None
        }
    };
    let mut broken = BTreeMap::new();
    for row in session.query(guard.probes).await? {
        let mut values = row.into_iter().map(Option::unwrap_or_default);
        let (Some(name), Some(probe)) = (values.next(), values.next()) else { continue };
        if let Err(error) = session.query(&probe).await {
            broken.insert(name, error.to_string());
        }
    }
    Ok(Damage { violations, broken })
}

/// Refuses damage that was not there before.
///
/// # Errors
///
/// Names what would be broken.
pub(super) fn compare(before: &Damage, after: &Damage) -> Result<()> {
    let none = BTreeMap::new();
    match (&before.violations, &after.violations) {
        (Some(_), None) => {
            return Err(Error::refused("a foreign key would refer to columns that are no key")
                .with_hint("give the columns referred to a primary key or a unique index"));
        }
        (before, Some(after)) => {
            for ((table, target), count) in after {
                let already =
                    before.as_ref().unwrap_or(&none).get(&(table.clone(), target.clone())).copied();
                // Where nothing could be counted before, nothing is known to be new.
                if before.is_some() && *count > already.unwrap_or(0) {
                    let new = count - already.unwrap_or(0);
                    return Err(Error::refused(format!(
                        "{new} rows of `{table}` would refer to rows of `{target}` that do not exist"
                    ))
                    .with_hint("delete or change these rows in the revision, before the table they refer to"));
                }
            }
        }
        (None, None) => {}
    }
    match after.broken.iter().find(|(name, _)| !before.broken.contains_key(*name)) {
        Some((name, error)) => Err(Error::refused(format!(
            "view `{name}` would no longer work: {error}"
        ))
        .with_hint("drop the view in the revision before the change and create it again after it")),
        None => Ok(()),
    }
}
