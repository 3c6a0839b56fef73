//! The checked graph of revisions: acyclic, every edge's end present, every name used once. Not which revisions are
//! applied, and not what is to be done about that.
//!
//! There are two kinds of edge. A revision *revises* its parents, and these edges are its branch: they say what a head,
//! a base, a lineage is. It *depends on* revisions of other branches, and these edges only say what must be applied
//! before it.

mod check;
pub mod draw;
mod lineage;
mod near;
pub(crate) mod resolve;
pub mod target;
pub(crate) mod walk;

use std::collections::{BTreeMap, HashMap};

use crate::error::{Error, Result};
use crate::revision::Revision;

pub use target::{Range, Target};

/// Revisions and their edges.
///
/// The fields hold what [`Graph::new`] has checked: positions are within bounds, parents and dependencies come before
/// their children and dependents, and `index` is the inverse of `revisions`.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// In topological order; among revisions that have no order, by time of creation, then by id.
    revisions: Vec<Revision>,
    links: Vec<Links>,
    /// Only ever asked for one id, never walked: its order is no order.
    index: HashMap<String, usize>,
    labels: BTreeMap<String, usize>,
}

/// The edges at one revision, as positions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    pub(crate) parents: Vec<usize>,
    pub(crate) children: Vec<usize>,
    pub(crate) needs: Vec<usize>,
    pub(crate) needed_by: Vec<usize>,
}

/// Which edges a walk follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edges {
    /// From a revision to the parents that it revises: its branch.
    Revises,
    /// These and its dependencies: what must be applied before it.
    All,
}

impl Graph {
    /// Checks that revisions, in any order, make a graph.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each in one sentence with the edit that mends it: ids or labels that are used twice,
    /// have a meaning in targets or hold a character that has one; parents and dependencies that are missing; cycles.
    pub fn new(revisions: Vec<Revision>) -> Result<Graph, Vec<Error>> {
        check::build(revisions)
    }

    /// The revision of that exact id.
    pub fn get(&self, id: &str) -> Option<&Revision> {
        self.revisions.get(self.position(id)?)
    }

    /// How many revisions there are.
    pub fn len(&self) -> usize {
        self.revisions.len()
    }

    /// Whether there is no revision.
    pub fn is_empty(&self) -> bool {
        self.revisions.is_empty()
    }

    /// Every revision, each after all that it revises or depends on; where that leaves a choice, by time of creation,
    /// then by id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Revision> + ExactSizeIterator {
        self.revisions.iter()
    }

    /// What a revision revises, in the order of its file. Empty for an unknown id.
    pub fn parents(&self, id: &str) -> Vec<&Revision> {
        self.at(id, |links| &links.parents)
    }

    /// What revises a revision. Empty for an unknown id.
    pub fn children(&self, id: &str) -> Vec<&Revision> {
        self.at(id, |links| &links.children)
    }

    /// What a revision depends on, without its parents. Empty for an unknown id.
    pub fn dependencies(&self, id: &str) -> Vec<&Revision> {
        self.at(id, |links| &links.needs)
    }

    /// What depends on a revision, without its children. Empty for an unknown id.
    pub fn dependents(&self, id: &str) -> Vec<&Revision> {
        self.at(id, |links| &links.needed_by)
    }

    /// The revisions that nothing revises, although something may depend on them.
    pub fn heads(&self) -> Vec<&Revision> {
        self.pick(self.head_positions())
    }

    /// The revisions that nothing revises or depends on: what is recorded last when everything is applied.
    pub fn effective_heads(&self) -> Vec<&Revision> {
        self.pick(self.effective_head_positions())
    }

    /// The revisions that revise nothing.
    pub fn bases(&self) -> Vec<&Revision> {
        self.pick(self.base_positions())
    }

    /// The revisions that several others revise.
    pub fn branch_points(&self) -> Vec<&Revision> {
        self.pick(self.positions(|links| links.children.len() > 1))
    }

    /// The revisions that revise several others.
    pub fn merge_points(&self) -> Vec<&Revision> {
        self.pick(self.positions(|links| links.parents.len() > 1))
    }

    /// Everything below a revision, without it, in topological order. Empty for an unknown id.
    pub fn ancestors(&self, id: &str, edges: Edges) -> Vec<&Revision> {
        self.beyond(id, |position| self.below([position], edges))
    }

    /// Everything above a revision, without it, in topological order. Empty for an unknown id.
    pub fn descendants(&self, id: &str, edges: Edges) -> Vec<&Revision> {
        self.beyond(id, |position| self.above([position], edges))
    }

    /// The position of an id in the order.
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The revision at a position that came from this graph.
    pub(crate) fn revision(&self, position: usize) -> &Revision {
        &self.revisions[position]
    }

    /// The id at a position that came from this graph.
    pub(crate) fn id(&self, position: usize) -> &str {
        &self.revisions[position].id
    }

    /// The edges at a position that came from this graph.
    pub(crate) fn links(&self, position: usize) -> &Links {
        &self.links[position]
    }

    pub(crate) fn head_positions(&self) -> Vec<usize> {
        self.positions(|links| links.children.is_empty())
    }

    pub(crate) fn effective_head_positions(&self) -> Vec<usize> {
        self.positions(|links| links.children.is_empty() && links.needed_by.is_empty())
    }

    pub(crate) fn base_positions(&self) -> Vec<usize> {
        self.positions(|links| links.parents.is_empty())
    }

    /// Marks `starts` and everything below them.
    pub(crate) fn below(&self, starts: impl IntoIterator<Item = usize>, edges: Edges) -> Vec<bool> {
        walk::reach(self.len(), starts, |position| {
            let links = self.links(position);
            links.parents.iter().chain(links.needs.iter().filter(move |_| edges == Edges::All))
        })
    }

    /// Marks `starts` and everything above them.
    pub(crate) fn above(&self, starts: impl IntoIterator<Item = usize>, edges: Edges) -> Vec<bool> {
        walk::reach(self.len(), starts, |position| {
            let links = self.links(position);
            links.children.iter().chain(links.needed_by.iter().filter(move |_| edges == Edges::All))
        })
    }

    /// The members of a set that no other member stands above, in topological order.
    pub(crate) fn tips(&self, set: &[bool], edges: Edges) -> Vec<usize> {
        let under = walk::marked(set).flat_map(|position| {
            let links = self.links(position);
            links
                .parents
                .iter()
                .chain(links.needs.iter().filter(move |_| edges == Edges::All))
                .copied()
        });
        let covered = self.below(under, edges);
        walk::marked(set).filter(|position| !covered[*position]).collect()
    }

    pub(crate) fn pick(&self, positions: Vec<usize>) -> Vec<&Revision> {
        positions.into_iter().map(|position| self.revision(position)).collect()
    }

    fn positions(&self, wanted: impl Fn(&Links) -> bool) -> Vec<usize> {
        self.links
            .iter()
            .enumerate()
            .filter(|(_, links)| wanted(links))
            .map(|(position, _)| position)
            .collect()
    }

    fn at(&self, id: &str, edges: impl Fn(&Links) -> &Vec<usize>) -> Vec<&Revision> {
        self.position(id)
            .map(|position| self.pick(edges(self.links(position)).clone()))
            .unwrap_or_default()
    }

    fn beyond(&self, id: &str, reach: impl Fn(usize) -> Vec<bool>) -> Vec<&Revision> {
        let Some(start) = self.position(id) else {
            return Vec::new();
        };
        self.pick(walk::marked(&reach(start)).filter(|position| *position != start).collect())
    }
}
