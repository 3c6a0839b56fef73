//! The applied set seen against a graph: what it stands on, what it lacks, what is strange in it.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::graph::target::Anchor;
use crate::graph::{Edges, Graph, Target, walk};
use crate::revision::Revision;

/// An applied set by positions.
pub(super) struct Applied {
    /// What is applied and known.
    pub(super) set: Vec<bool>,
    /// The members that no other member revises or depends on, directly or not.
    pub(super) tips: Vec<usize>,
    /// What is applied and not known.
    pub(super) unknown: Vec<String>,
}

impl Applied {
    pub(super) fn new(graph: &Graph, applied: &BTreeSet<String>) -> Applied {
        let mut set = vec![false; graph.len()];
        let mut unknown = Vec::new();
        for id in applied {
            match graph.position(id) {
                Some(position) => set[position] = true,
                None => unknown.push(id.clone()),
            }
        }
        let tips = graph.tips(&set, Edges::All);
        Applied { set, tips, unknown }
    }

    /// The unknown ids as a sentence names them.
    pub(super) fn strangers(&self) -> String {
        let mut names: Vec<String> =
            self.unknown.iter().take(8).map(|id| format!("`{id}`")).collect();
        if self.unknown.len() > names.len() {
            names.push(format!("{} more", self.unknown.len() - names.len()));
        }
        names.join(", ")
    }
}

/// A revision that is applied although something below it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The id that is missing from the applied set.
    pub missing: String,
    /// The id of an applied revision that revises it or depends on it, directly or not: the nearest in the order.
    pub needed_by: String,
}

/// What has come out of order: every revision that is not applied although one above it is, in topological order.
pub fn gaps(graph: &Graph, applied: &BTreeSet<String>) -> Vec<Gap> {
    let state = Applied::new(graph, applied);
    // Downwards, each revision hands on the nearest applied one above it.
    let mut above: Vec<Option<usize>> = vec![None; graph.len()];
    for position in (0..graph.len()).rev() {
        let heir = if state.set[position] { Some(position) } else { above[position] };
        let Some(heir) = heir else {
            continue;
        };
        let links = graph.links(position);
        for below in links.parents.iter().chain(&links.needs) {
            above[*below] = Some(above[*below].map_or(heir, |other| other.min(heir)));
        }
    }
    let missing = above.iter().enumerate().filter(|(position, _)| !state.set[*position]);
    missing
        .filter_map(|(position, heir)| {
            let needed_by = graph.id((*heir)?).to_owned();
            Some(Gap { missing: graph.id(position).to_owned(), needed_by })
        })
        .collect()
}

/// Every revision that is not applied, in topological order.
pub fn pending<'a>(graph: &'a Graph, applied: &BTreeSet<String>) -> Vec<&'a Revision> {
    graph.iter().filter(|revision| !applied.contains(&revision.id)).collect()
}

/// The applied revisions above which nothing is applied, by either kind of edge: where a database stands.
pub fn current<'a>(graph: &'a Graph, applied: &BTreeSet<String>) -> Vec<&'a Revision> {
    graph.pick(Applied::new(graph, applied).tips)
}

/// The applied ids that the graph does not know: those of a newer binary or of another checkout.
pub fn unknown(graph: &Graph, applied: &BTreeSet<String>) -> Vec<String> {
    Applied::new(graph, applied).unknown
}

/// The applied set of a database that stands at `target`: what `--from` and the left end of `from:to` mean without a
/// database.
///
/// # Errors
///
/// When the target names nothing, or counts from a database.
pub fn assumed(graph: &Graph, target: &Target) -> Result<BTreeSet<String>> {
    if target.anchor.is_none() || target.anchor == Some(Anchor::Current) {
        return Err(Error::graph(format!(
            "`{target}` counts from a database, and there is none here"
        ))
        .with_hint("name a revision, `base` or `head`"));
    }
    let places = graph.places(target, &Anchor::Base, &[])?;
    let set = graph.closed(places);
    Ok(walk::marked(&set).map(|position| graph.id(position).to_owned()).collect())
}
