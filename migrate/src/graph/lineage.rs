//! Branches: what carries a label, and what lies on one line with a revision.

use std::collections::BTreeSet;

use crate::graph::{Edges, Graph, walk};
use crate::revision::Revision;

impl Graph {
    /// Every label with the revision that carries it.
    pub fn labels(&self) -> impl Iterator<Item = (&str, &Revision)> {
        self.labels.iter().map(|(label, position)| (label.as_str(), self.revision(*position)))
    }

    /// The revision that carries a label.
    pub fn labelled(&self, label: &str) -> Option<&Revision> {
        self.carrier(label).map(|position| self.revision(position))
    }

    /// The revisions to which a label spreads, in topological order: the one that carries it, everything above, and
    /// what lies below up to the nearest branch or merge point, which stays without it. Empty for an unknown label.
    pub fn branch(&self, label: &str) -> Vec<&Revision> {
        match self.carrier(label) {
            Some(carrier) => self.pick(walk::marked(&self.spread(carrier)).collect()),
            None => Vec::new(),
        }
    }

    /// The labels that spread to each revision, as [`Graph::branch`] has it, in the order of [`Graph::iter`].
    pub fn branch_labels(&self) -> Vec<BTreeSet<&str>> {
        let mut all = vec![BTreeSet::new(); self.len()];
        for (label, carrier) in &self.labels {
            for position in walk::marked(&self.spread(*carrier)) {
                all[position].insert(label.as_str());
            }
        }
        all
    }

    /// A revision with everything below and above it on its branch, in topological order. Empty for an unknown id.
    pub fn lineage(&self, id: &str) -> Vec<&Revision> {
        match self.position(id) {
            Some(position) => self.pick(walk::marked(&self.lineage_of(position)).collect()),
            None => Vec::new(),
        }
    }

    /// The position of the revision that carries a label.
    pub(crate) fn carrier(&self, label: &str) -> Option<usize> {
        self.labels.get(label).copied()
    }

    /// Marks a position and what lies below and above it on its branch.
    pub(crate) fn lineage_of(&self, position: usize) -> Vec<bool> {
        let mut line = self.below([position], Edges::Revises);
        for above in walk::marked(&self.above([position], Edges::Revises)) {
            line[above] = true;
        }
        line
    }

    fn spread(&self, carrier: usize) -> Vec<bool> {
        let mut set = self.above([carrier], Edges::Revises);
        let mut position = carrier;
        loop {
            let links = self.links(position);
            if links.children.len() + links.needed_by.len() > 1 || links.parents.len() > 1 {
                return set;
            }
            // The carrier itself has its label in any case; a point where branches meet belongs to none of them.
            match links.parents.first() {
                Some(parent) if self.joins(*parent) => return set,
                Some(parent) => position = *parent,
                None => return set,
            }
            set[position] = true;
        }
    }

    fn joins(&self, position: usize) -> bool {
        let links = self.links(position);
        links.children.len() + links.needed_by.len() > 1 || links.parents.len() > 1
    }
}
