//! What the history must hold to say that a database stands somewhere. Runs no migration.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::graph::target::Anchor;
use crate::graph::{Edges, Graph, Target, walk};
use crate::plan::applied::Applied;

/// A new applied set and how the old one becomes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    /// What will be applied.
    pub applied: BTreeSet<String>,
    /// The ids to record, in the graph's order.
    pub add: Vec<String>,
    /// The ids to forget, unknown ones first, then against the graph's order.
    pub remove: Vec<String>,
    /// The ids that stay although the graph does not know them; `purge` would forget them.
    pub unknown: Vec<String>,
    /// When those to record were applied, as `2025-12-24 03:27:01 UTC`, where that is known; the others count from now.
    pub moments: BTreeMap<String, String>,
}

/// What to record so that the database counts as standing at all of `targets`: they and everything below them. Branches
/// that have nothing to do with any target stay as they are; `base` leaves nothing, `<label>@base` nothing of that
/// branch. `purge` forgets everything first, ids that the graph does not know included.
///
/// # Errors
///
/// When a target names nothing, or not one revision where it must.
pub fn stamp(
    graph: &Graph,
    applied: &BTreeSet<String>,
    targets: &[Target],
    purge: bool,
) -> Result<Stamp> {
    let state = Applied::new(graph, applied);
    let mut goals = Vec::new();
    let mut touched = vec![purge; graph.len()];
    let mut everything = purge;
    for target in targets {
        let places = graph.places(target, &Anchor::Current, &state.tips)?;
        let branch = graph.branch_of(target)?;
        let about: Vec<usize> = match (places.as_slice(), branch) {
            ([], Some(branch)) => vec![branch.position],
            ([], None) => {
                // `base`, or so many steps down that it is reached.
                everything |= target.anchor == Some(Anchor::Base) || target.steps.is_some();
                Vec::new()
            }
            (some, _) => some.to_vec(),
        };
        let below = graph.below(about.iter().copied(), Edges::All);
        let above = graph.above(about, Edges::All);
        for position in walk::marked(&below).chain(walk::marked(&above)) {
            touched[position] = true;
        }
        goals.extend(places);
    }
    // Whole branches stay or go: what is kept is what the tips that no target touches stand on.
    let kept = state.tips.iter().copied().filter(|tip| !everything && !touched[*tip]);
    let kept = graph.below(kept, Edges::All);
    let wanted = graph.closed(goals);
    let next: Vec<bool> = (0..graph.len())
        .map(|position| wanted[position] || kept[position] && state.set[position])
        .collect();
    Ok(difference(graph, &state, &next, everything))
}

fn difference(graph: &Graph, state: &Applied, next: &[bool], everything: bool) -> Stamp {
    let id = |position: usize| graph.id(position).to_owned();
    let unknown = if everything { Vec::new() } else { state.unknown.clone() };
    let forgotten = if everything { state.unknown.clone() } else { Vec::new() };
    Stamp {
        applied: walk::marked(next).map(id).chain(unknown.iter().cloned()).collect(),
        add: walk::marked(next).filter(|position| !state.set[*position]).map(id).collect(),
        remove: forgotten
            .into_iter()
            .chain(walk::marked(&state.set).rev().filter(|position| !next[*position]).map(id))
            .collect(),
        unknown,
        moments: BTreeMap::new(),
    }
}
