//! What is common to all that write a new revision: its id, its time, its parents, its file.

use std::collections::BTreeSet;
use std::path::PathBuf;

use migrate::graph::Graph;
use migrate::plan;
use migrate::revision::{Revision, dir};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::failure::{Failure, Result};
use crate::workspace::Place;

/// The parents that a new revision gets: those named, or else the only head.
pub(crate) fn parents(graph: &Graph, named: &[String], splice: bool) -> Result<Vec<String>> {
    if named.is_empty() {
        let heads = ids(&graph.heads());
        if heads.len() > 1 {
            return Err(Failure::new(format!("there are several heads: {}", list(&heads)))
                .hint("join them: `cargo xtask db merge -m \"merge heads\"`; or name the one to follow: `--head REVISION`"));
        }
        return Ok(heads);
    }
    let mut parents = Vec::new();
    for text in named {
        for id in resolve(graph, text)? {
            if !splice && !graph.children(&id).is_empty() {
                return Err(Failure::new(format!(
                    "revision `{id}` is not a head: other revisions follow it already"
                ))
                .hint("add `--splice` to begin a new branch there"));
            }
            if parents.contains(&id) {
                return Err(Failure::usage(format!("revision `{id}` is named twice")));
            }
            parents.push(id);
        }
    }
    Ok(parents)
}

/// What a new revision depends on, as ids.
pub(crate) fn dependencies(graph: &Graph, named: &[String]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for text in named {
        for id in resolve(graph, text)? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    Ok(ids)
}

/// A revision without sections, made now.
pub(crate) fn revision(
    graph: &Graph,
    message: &str,
    revises: Vec<String>,
    id: Option<&str>,
) -> Result<Revision> {
    let id = match id {
        Some(id) => id.to_owned(),
        None => random_id(graph)?,
    };
    // One line, since the header is made of lines.
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Revision {
        slug: migrate::revision::name::slug(&message),
        id,
        message,
        revises,
        created: now()?,
        ..Revision::default()
    })
}

/// Writes the revision's file, once the graph with it has been checked as a whole; the path is the one to show.
pub(crate) fn write(place: &Place, graph: &Graph, revision: &Revision) -> Result<PathBuf> {
    let mut all: Vec<Revision> = graph.iter().cloned().collect();
    all.push(revision.clone());
    Graph::new(all)?;
    let path = dir::write(&place.project()?.migrations, revision)?;
    let here = std::env::current_dir()?;
    Ok(path.strip_prefix(&here).map_or_else(|_| path.clone(), PathBuf::from))
}

/// The revisions that a target names, of which none is meant from a database; `base` names none.
pub(crate) fn resolve(graph: &Graph, text: &str) -> Result<Vec<String>> {
    Ok(ids(&plan::show(graph, &BTreeSet::new(), &text.parse()?)?))
}

/// The ids of some revisions.
pub(crate) fn ids(revisions: &[&Revision]) -> Vec<String> {
    revisions.iter().map(|revision| revision.id.clone()).collect()
}

/// Ids as a sentence lists them.
pub(crate) fn list<S: AsRef<str>>(ids: &[S]) -> String {
    ids.iter().map(|id| format!("`{}`", id.as_ref())).collect::<Vec<_>>().join(", ")
}

/// So many of something: `1 revision`, `2 revisions`.
pub(crate) fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

fn random_id(graph: &Graph) -> Result<String> {
    loop {
        let mut bytes = [0; 6];
        getrandom::fill(&mut bytes).map_err(|error| {
            Failure::new(format!("the system gives no random numbers: {error}"))
        })?;
        let id: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if graph.get(&id).is_none() {
            return Ok(id);
        }
    }
}

fn now() -> Result<String> {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    OffsetDateTime::now_utc()
        .format(format)
        .map_err(|error| Failure::new(format!("the clock tells no date: {error}")))
}
