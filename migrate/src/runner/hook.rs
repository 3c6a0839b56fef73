//! Rust code that runs with revisions, in their transactions: for data migrations that SQL cannot do. Says what there is
//! and when it is its turn; transactions are [`super::transact`]'s.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::script::Unit;
use crate::embed::Embedded;
use crate::error::{Error, Result};
use crate::plan::Step;
use crate::revision::Direction;
use crate::session::Session;

/// What a hook comes to: any error stops the revision and takes back all of it.
pub type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// The future of a hook that waits, which holds on to the connection.
pub type Waiting<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

type Run<S> = Box<dyn for<'a> Fn(&'a mut S, &'a Step) -> Waiting<'a> + Send + Sync>;

/// When a hook runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// On the way up, before the revision's SQL.
    BeforeUp,
    /// On the way up, after the revision's SQL and before its history row.
    AfterUp,
    /// On the way down, before the SQL that takes the revision back.
    BeforeDown,
    /// On the way down, after that SQL.
    AfterDown,
}

impl Moment {
    fn direction(self) -> Direction {
        match self {
            Moment::BeforeUp | Moment::AfterUp => Direction::Up,
            Moment::BeforeDown | Moment::AfterDown => Direction::Down,
        }
    }

    fn of(direction: Direction, before: bool) -> Self {
        match (direction, before) {
            (Direction::Up, true) => Moment::BeforeUp,
            (Direction::Up, false) => Moment::AfterUp,
            (Direction::Down, true) => Moment::BeforeDown,
            (Direction::Down, false) => Moment::AfterDown,
        }
    }
}

struct Hook<S> {
    moment: Moment,
    /// The revision's id or slug as it was said; every revision if `None`.
    said: Option<String>,
    run: Run<S>,
}

/// Rust code to run with revisions, on connections of the type `S`.
///
/// A hook gets the connection with the revision's transaction open on it, whatever its driver: it asks and changes rows by
/// the driver's own calls, with parameters. It must neither commit nor roll back; that is found out and refused. It is
/// called again when the transaction is tried again after a lock, so it should do nothing but what the transaction takes
/// back.
///
/// A revision with `transaction:false` has no transaction to be in: a hook for one is refused, and hooks for every revision
/// pass it over.
///
/// ```
/// use migrate::runner::{Hooks, Moment};
///
/// # #[cfg(feature = "sqlite")]
/// let hooks = Hooks::new().on(Moment::AfterUp, "split_names", |db: &mut rusqlite::Connection, _| {
///     db.execute("UPDATE people SET first = ?1 WHERE id = ?2", rusqlite::params!["Ada", 1])?;
///     Ok(())
/// });
/// ```
pub struct Hooks<S> {
    hooks: Vec<Hook<S>>,
    /// Indexes of hooks by revision, once it is known which revisions there are.
    by_id: BTreeMap<String, Vec<usize>>,
}

impl<S> Default for Hooks<S> {
    fn default() -> Self {
        Hooks { hooks: Vec::new(), by_id: BTreeMap::new() }
    }
}

impl<S> fmt::Debug for Hooks<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.hooks.iter().map(|hook| (hook.moment, &hook.said))).finish()
    }
}

impl<S: Send> Hooks<S> {
    /// No hooks.
    pub fn new() -> Self {
        Hooks::default()
    }

    /// The same hooks and one for a revision, by its id or slug.
    pub fn on<F>(self, moment: Moment, revision: &str, run: F) -> Self
    where
        F: Fn(&mut S, &Step) -> Outcome + Send + Sync + 'static,
    {
        self.with(moment, Some(revision), blocking(run))
    }

    /// As [`Hooks::on`], for code that awaits: `|client, _| Box::pin(async move { … })`.
    pub fn on_async<F>(self, moment: Moment, revision: &str, run: F) -> Self
    where
        F: for<'a> Fn(&'a mut S, &'a Step) -> Waiting<'a> + Send + Sync + 'static,
    {
        self.with(moment, Some(revision), Box::new(run))
    }

    /// The same hooks and one for every revision.
    pub fn each<F>(self, moment: Moment, run: F) -> Self
    where
        F: Fn(&mut S, &Step) -> Outcome + Send + Sync + 'static,
    {
        self.with(moment, None, blocking(run))
    }

    /// As [`Hooks::each`], for code that awaits.
    pub fn each_async<F>(self, moment: Moment, run: F) -> Self
    where
        F: for<'a> Fn(&'a mut S, &'a Step) -> Waiting<'a> + Send + Sync + 'static,
    {
        self.with(moment, None, Box::new(run))
    }

    fn with(mut self, moment: Moment, said: Option<&str>, run: Run<S>) -> Self {
        self.hooks.push(Hook { moment, said: said.map(str::to_owned), run });
        self
    }

    /// Finds the revisions that the hooks are for.
    ///
    /// # Errors
    ///
    /// When there is none of that id or slug, there are several, or it runs outside transactions.
    pub(crate) fn resolve(mut self, embedded: &Embedded) -> Result<Self> {
        for (index, hook) in self.hooks.iter().enumerate() {
            let Some(said) = &hook.said else { continue };
            let found: Vec<_> = embedded
                .revisions
                .iter()
                .filter(|revision| revision.id == said || revision.slug == said)
                .collect();
            let revision = match found.as_slice() {
                [one] => one,
                [] => {
                    return Err(Error::graph(format!(
                        "there is a hook for revision `{said}`, and no such revision"
                    ))
                    .with_hint("a hook names a revision by its id or by the slug of its file"));
                }
                [first, ..] => {
                    return Err(Error::graph(format!(
                        "there is a hook for revision `{said}`, and {} revisions have that slug",
                        found.len()
                    ))
                    .with_hint(format!("name it by its id, such as `{}`", first.id)));
                }
            };
            let outside = revision.sections.iter().any(|section| match hook.moment.direction() {
                Direction::Up => !section.up.transaction,
                Direction::Down => section.down.is_some_and(|down| !down.transaction),
            });
            if outside {
                return Err(Error::refused(format!(
                    "there is a hook for revision `{said}`, which says `transaction:false`"
                ))
                .with_hint("give the hook a revision of its own, before or after that one"));
            }
            self.by_id.entry(revision.id.to_owned()).or_default().push(index);
        }
        Ok(self)
    }

    /// Whether a revision's own hooks are there that its section asks for.
    fn has(&self, step: &Step) -> bool {
        let own = self.by_id.get(&step.revision).map_or(&[][..], Vec::as_slice);
        own.iter()
            .filter_map(|index| self.hooks.get(*index))
            .any(|hook| hook.moment.direction() == step.direction)
    }

    /// Whether anything is to be run with these units.
    pub(super) fn concern(&self, units: &[Unit<'_>]) -> bool {
        units.iter().any(|unit| {
            let step = unit.step();
            self.has(&step)
                || self
                    .hooks
                    .iter()
                    .any(|hook| hook.said.is_none() && hook.moment.direction() == step.direction)
        })
    }
}

impl<S: Session> Hooks<S> {
    /// Runs the hooks of one side of a step, in the order in which they were given.
    pub(super) async fn run(&self, session: &mut S, unit: &Unit<'_>, before: bool) -> Result<bool> {
        let step = unit.step();
        let moment = Moment::of(step.direction, before);
        let own = self.by_id.get(&step.revision).map_or(&[][..], Vec::as_slice);
        let mut ran = false;
        for (index, hook) in self.hooks.iter().enumerate() {
            if hook.moment != moment || !(hook.said.is_none() || own.contains(&index)) {
                continue;
            }
            ran = true;
            (hook.run)(session, &step).await.map_err(|error| {
                let side = if before { "before" } else { "after" };
                // The engine's own errors keep what is known of them.
                let error = match error.downcast::<Error>() {
                    Ok(error) => *error,
                    Err(error) => Error::database(told(&*error)),
                };
                error.within(format!(
                    "revision `{}`, {}: the hook {side} it",
                    step.revision, unit.script.place
                ))
            })?;
        }
        Ok(ran)
    }
}

/// An error with those that it wraps and does not repeat: drivers say `db error` and keep the rest to themselves.
fn told(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        source = inner.source();
    }
    text
}

fn blocking<S: Send, F>(run: F) -> Run<S>
where
    F: Fn(&mut S, &Step) -> Outcome + Send + Sync + 'static,
{
    Box::new(move |session, step| {
        let outcome = run(session, step);
        Box::pin(std::future::ready(outcome))
    })
}

/// Refuses units whose sections ask for a hook that nobody brings.
///
/// # Errors
///
/// Names the revision.
pub(super) fn required<S: Send>(hooks: &Hooks<S>, units: &[Unit<'_>]) -> Result<()> {
    match units.iter().find(|unit| unit.hook && !hooks.has(&unit.step())) {
        None => Ok(()),
        Some(unit) => Err(missing(unit)),
    }
}

/// Why a unit that asks for a hook does not run without one.
pub(super) fn missing(unit: &Unit<'_>) -> Error {
    Error::refused(format!(
        "{} says `migrate:{} hook`: Rust code of the application belongs to revision `{}`, and is not here",
        unit.script.place,
        unit.direction.word(),
        unit.script.id
    ))
    .with_hint("let the application itself run it: start it, or give its binary `migrate upgrade` to do")
}
