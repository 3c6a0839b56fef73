//! A revision on the terminal: one line, or all that is known of it.

use std::collections::{BTreeSet, HashMap};

use migrate::graph::Graph;
use migrate::plan;
use migrate::revision::Revision;

use crate::failure::Result;
use crate::fresh;
use crate::talk::Talk;

/// What stands behind each revision's line, computed once for the whole graph.
#[derive(Debug)]
pub(crate) struct Marks<'g>(HashMap<&'g str, plan::Marks>);

impl<'g> Marks<'g> {
    /// The marks, without those that a database gives.
    pub(crate) fn new(graph: &'g Graph) -> Self {
        Marks::with(graph, &BTreeSet::new())
    }

    /// The marks, those of a database with that applied set among them.
    pub(crate) fn with(graph: &'g Graph, applied: &BTreeSet<String>) -> Self {
        Marks(graph.iter().map(|one| one.id.as_str()).zip(plan::marks(graph, applied)).collect())
    }

    /// ` (head)`, ` (branchpoint)` and so on, each with a space before it.
    fn of(&self, id: &str) -> String {
        self.0.get(id).map(ToString::to_string).unwrap_or_default()
    }
}

/// `19becf30b774 (reporting) (head), add user email`.
pub(crate) fn line(marks: &Marks<'_>, revision: &Revision) -> String {
    let labels = match revision.labels.as_slice() {
        [] => String::new(),
        labels => format!(" ({})", labels.join(", ")),
    };
    format!("{}{labels}{}, {}", revision.id, marks.of(&revision.id), revision.message)
}

/// The revision as `heads`, `history` and `branches` show it: one line, or with `--verbose` all of it.
pub(crate) fn revision(
    talk: &Talk,
    graph: &Graph,
    marks: &Marks<'_>,
    revision: &Revision,
) -> Result<()> {
    if talk.verbose {
        verbose(talk, graph, marks, revision)?;
        return talk.data("");
    }
    talk.data(line(marks, revision))
}

/// Everything about a revision but its SQL.
pub(crate) fn verbose(
    talk: &Talk,
    graph: &Graph,
    marks: &Marks<'_>,
    revision: &Revision,
) -> Result<()> {
    let none =
        |list: Vec<String>| if list.is_empty() { "<base>".to_owned() } else { list.join(", ") };
    talk.data(format!("Rev: {}{}", revision.id, marks.of(&revision.id)))?;
    talk.data(format!("Parent: {}", none(revision.revises.clone())))?;
    let children = fresh::ids(&graph.children(&revision.id));
    if !children.is_empty() {
        talk.data(format!("Children: {}", children.join(", ")))?;
    }
    if !revision.depends_on.is_empty() {
        talk.data(format!("Depends on: {}", revision.depends_on.join(", ")))?;
    }
    if !revision.labels.is_empty() {
        talk.data(format!("Labels: {}", revision.labels.join(", ")))?;
    }
    if let Some(path) = &revision.path {
        talk.data(format!("Path: {}", path.display()))?;
    }
    talk.data(format!("Created: {}", revision.created))?;
    talk.data(format!("Message: {}", revision.message))
}
