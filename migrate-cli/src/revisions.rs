//! The revisions that a command works on: the folder read, the graph checked.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use migrate::dialect::{self, Dialect};
use migrate::graph::target::Anchor;
use migrate::graph::{Graph, Target};
use migrate::plan;
use migrate::revision::{Revision, dir};
use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::workspace::Place;
use crate::{database, fresh};

/// The graph of the folder's revisions. A process ends with its command: giving back the memory of many revisions piece by
/// piece would only take time.
pub(crate) fn graph(place: &Place) -> Result<ManuallyDrop<Graph>> {
    Ok(ManuallyDrop::new(Graph::new(dir::read(folder(place)?)?)?))
}

/// As [`graph`], of revisions without their SQL.
pub(crate) fn heads(place: &Place) -> Result<ManuallyDrop<Graph>> {
    Ok(ManuallyDrop::new(Graph::new(dir::read_heads(folder(place)?)?)?))
}

fn folder(place: &Place) -> Result<&Path> {
    let folder = &place.project()?.migrations;
    if !folder.exists() {
        return Err(Failure::new(format!(
            "the folder of the migrations is not there: `{}`",
            folder.display()
        ))
        .hint("write the first revision: `cargo xtask db revision \"initial schema\"`"));
    }
    Ok(folder)
}

/// As [`graph`]; a folder that is not there yet has no revisions.
pub(crate) fn graph_or_empty(place: &Place) -> Result<ManuallyDrop<Graph>> {
    match place.project()?.migrations.exists() {
        true => graph(place),
        false => Ok(ManuallyDrop::new(Graph::new(Vec::new())?)),
    }
}

/// The revisions of a folder: what stands in its files, and the graph that it makes.
pub(crate) struct History {
    pub(crate) texts: Vec<(PathBuf, Vec<u8>)>,
    pub(crate) graph: ManuallyDrop<Graph>,
}

/// As [`graph_or_empty`], with the texts.
pub(crate) fn history_or_empty(place: &Place) -> Result<History> {
    let folder = &place.project()?.migrations;
    if !folder.exists() {
        return Ok(History { texts: Vec::new(), graph: graph_or_empty(place)? });
    }
    let Ok(texts) = dir::texts(folder) else {
        // All that is wrong is told at once, what can be read is looked into too.
        return Ok(History { texts: Vec::new(), graph: graph(place)? });
    };
    let graph = ManuallyDrop::new(Graph::new(dir::parse(&texts)?)?);
    Ok(History { texts, graph })
}

/// The one revision that a target names. The database is asked only if the target is about it.
pub(crate) fn one<'g>(place: &Place, graph: &'g Graph, text: &str) -> Result<&'g Revision> {
    match found(place, graph, text)?.as_slice() {
        [one] => Ok(one),
        [] => Err(Failure::new(format!("`{text}` names no revision"))),
        several => Err(Failure::new(format!(
            "`{text}` names several revisions: {}",
            fresh::list(&fresh::ids(several))
        ))
        .hint("name one of them")),
    }
}

/// The ids of all revisions that a target names. The database is asked only if the target is about it.
pub(crate) fn several(place: &Place, graph: &Graph, text: &str) -> Result<Vec<String>> {
    Ok(fresh::ids(&found(place, graph, text)?))
}

fn found<'g>(place: &Place, graph: &'g Graph, text: &str) -> Result<Vec<&'g Revision>> {
    let target: Target = text.parse()?;
    let applied = if target.anchor == Some(Anchor::Current) {
        database::to_read(place)?.applied()?
    } else {
        BTreeSet::new()
    };
    Ok(plan::show(graph, &applied, &target)?)
}

/// The dialects configured or asked for; else those that the revisions so far name, which may be none.
pub(crate) fn dialects(place: &Place, graph: &Graph) -> Result<Vec<&'static dyn Dialect>> {
    let configured = &place.project()?.dialects;
    if !configured.is_empty() {
        return Ok(configured.clone());
    }
    let sections = || graph.iter().flat_map(|revision| &revision.sections);
    let used = |dialect: &&dyn Dialect| {
        sections().any(|section| section.dialect.as_deref() == Some(dialect.name()))
    };
    Ok(dialect::ALL.into_iter().filter(used).collect())
}

/// A revision as `heads`, `history` and `show` print it with `--json`.
pub(crate) fn value(revision: &Revision) -> Value {
    json!({
        "revision": revision.id,
        "revises": revision.revises,
        "labels": revision.labels,
        "depends_on": revision.depends_on,
        "message": revision.message,
    })
}
