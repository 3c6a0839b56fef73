//! The history of a project: its revisions read and checked as a graph. What they do to a schema is replay's to say.

use std::path::PathBuf;

use migrate::graph::Graph;
use migrate::revision::{Revision, dir};

use crate::project::Project;
use crate::report::Finding;

/// The revisions of `project` as a graph; an empty one while there is no folder.
///
/// # Errors
///
/// Everything that is wrong with the files or with how they hang together.
pub fn read(project: &Project) -> Result<Graph, Vec<Finding>> {
    let revisions =
        if project.migrations.exists() { dir::read(&project.migrations) } else { Ok(Vec::new()) };
    revisions.and_then(Graph::new).map_err(|errors| all_placed(project, errors))
}

/// The texts of the revisions, each with its path.
pub(crate) type Texts = Vec<(PathBuf, Vec<u8>)>;

/// What [`read`] reads; none while there is no folder.
pub(crate) fn texts(project: &Project) -> Result<Texts, Vec<Finding>> {
    if !project.migrations.exists() {
        return Ok(Vec::new());
    }
    dir::texts(&project.migrations).map_err(|errors| all_placed(project, errors))
}

/// What [`read`] makes of it.
pub(crate) fn parse(project: &Project, texts: &Texts) -> Result<Graph, Vec<Finding>> {
    dir::parse(texts).and_then(Graph::new).map_err(|errors| all_placed(project, errors))
}

fn all_placed(project: &Project, errors: Vec<migrate::Error>) -> Vec<Finding> {
    errors.into_iter().map(|error| placed(project, error)).collect()
}

/// A warning when the history has several heads.
pub fn heads(graph: &Graph) -> Option<Finding> {
    let heads = graph.heads();
    if heads.len() < 2 {
        return None;
    }
    let names: Vec<String> = heads.iter().map(|head| name(head)).collect();
    let finding =
        Finding::warning(format!("the history has {} heads: {}", names.len(), names.join(", ")));
    Some(finding.help("join them with `cargo xtask db merge -m \"merge heads\"`"))
}

fn name(revision: &Revision) -> String {
    format!("`{}` ({})", revision.id, revision.message)
}

/// The finding for an error whose message names files by their whole paths.
fn placed(project: &Project, error: migrate::Error) -> Finding {
    let root = format!("{}{}", project.workspace.display(), std::path::MAIN_SEPARATOR);
    let mut finding = Finding::from(error);
    finding.message = finding.message.replace(&root, "");
    finding
}
