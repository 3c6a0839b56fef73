//! The two sides of a comparison as a command wants them: what the models ask for and what the history leaves, as wholes or,
//! where a comparison was kept, no more of them than can differ. Compares nothing itself.

use std::collections::BTreeSet;

use migrate::codec::decode;
use migrate::graph::Graph;
use migrate::memory::Memory as _;
use migrate::op::Op;
use migrate_syntax::Models;

use super::parts::Parts;
use super::past::{self, History};
use super::source::Sources;
use super::{links, surroundings};
use crate::cache::Kept;
use crate::check::Wish;
use crate::drift::{self, Before};
use crate::history::Texts;
use crate::last::{self, State};
use crate::project::{Drift, Project};
use crate::report::Finding;

/// What the folder of a command remembers is of no build script's wish.
pub(super) const WISH: Wish = Wish { drift: Drift::Warn, create: false };

/// What the models ask for and what the history leaves.
pub struct Sides {
    /// The models.
    pub models: Models,
    /// The history, for each dialect of the project.
    pub before: Vec<Before>,
    part: Option<Part>,
}

/// That the sides are no wholes, and what they were taken from.
struct Part {
    /// The tables in which a difference is told as it is between the wholes, by key.
    inner: BTreeSet<String>,
    sources: Sources,
    models: Parts,
    history: History,
}

/// As much of both sides as can differ: what has changed since the comparison that was kept, what differed then, and what
/// hangs together with that. `None` where that is not to be told. `graph` is made of `texts`.
pub fn again(
    project: &Project,
    (texts, graph): (&Texts, &Graph),
    kept: &mut Kept,
) -> Option<Sides> {
    let Kept { memory, last } = kept;
    if last.answer(last::ASKED)? != last::asked(project, WISH) {
        return None;
    }
    let state: State = decode(last.answer(last::STATE)?)?;
    let is_same = past::is_same(last, texts)?;
    let sources = Sources::read(project, last)?;
    let parts = Parts::read(project, last, &sources)?;
    let history = History::read(project, WISH, (!is_same).then_some(graph), last, memory)?;
    if !history.remembered.iter().all(|one| one.plain) {
        return None;
    }
    let some = parts.may_differ(project, &state, &history)?;
    let around = surroundings(some, &links(last, &parts, &history)?);
    let before = history.before(project, Some(&around.all))?;
    let models = parts.models(Some(&around.all))?;
    let part = Part { inner: around.inner, sources, models: parts, history };
    Some(Sides { models, before, part: Some(part) })
}

/// Both sides as wholes. `graph` is made of the revisions of `project`.
///
/// # Errors
///
/// Everything that is wrong with the models.
pub fn whole(project: &Project, graph: &Graph, kept: &mut Kept) -> Result<Sides, Vec<Finding>> {
    let Kept { memory, last } = kept;
    let models = super::models(project, last)?;
    // What was found of other models and another history holds no more.
    last.keep(last::STATE.to_vec(), Vec::new());
    let before = drift::replayed(project, graph, memory);
    Ok(Sides { models, before, part: None })
}

/// The models of `project`, of which only what changed since the last comparison is parsed. Remembers nothing itself.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub fn models(project: &Project, kept: &mut Kept) -> Result<Models, Vec<Finding>> {
    match super::remembered(project, WISH, &mut kept.last) {
        Some(models) => Ok(models),
        None => crate::models::read(project).map(|found| found.models),
    }
}

impl Sides {
    /// Whether `ops`, of each dialect, in which the sides were found to differ are what the wholes would be found to differ
    /// in.
    pub fn tell(&self, ops: &[&[Op]]) -> bool {
        let Some(part) = &self.part else { return true };
        busy(ops).is_some_and(|busy| busy.is_subset(&part.inner))
    }

    /// Has the next command begin with this comparison, which came to `ops` of each dialect.
    pub fn keep(self, texts: &Texts, ops: &[&[Op]], kept: &mut Kept) {
        let state = State { busy: busy(ops), reached: false, heads: None };
        let last = &mut kept.last;
        let done = match self.part {
            Some(Part { sources, models, history, .. }) => {
                super::keep(last, &sources, models, (&history, texts), &state)
            }
            None => last::keep_found(last, (&self.models, &self.before, texts), &state),
        };
        if done.is_none() {
            last.keep(last::STATE.to_vec(), Vec::new());
        }
    }
}

fn busy(ops: &[&[Op]]) -> Option<BTreeSet<String>> {
    let busy: Vec<_> = ops.iter().map(|ops| Some(drift::busy(ops))).collect();
    last::busy(&busy)
}
