//! What must be applied to reach a target. Not how it is taken back.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::graph::target::Anchor;
use crate::graph::{Edges, Graph, Target, walk};
use crate::plan::Step;
use crate::plan::applied::Applied;
use crate::revision::Direction;

/// The steps from an applied set up to `target`: everything that the target stands on and that is not applied, in the
/// graph's order. No step at all when it is applied already.
///
/// # Errors
///
/// When the target names nothing or not one way up, or when the database holds revisions and the graph knows none of
/// them: then it is the database of something else.
pub fn upgrade(graph: &Graph, applied: &BTreeSet<String>, target: &Target) -> Result<Vec<Step>> {
    let state = Applied::new(graph, applied);
    if !state.unknown.is_empty() && state.tips.is_empty() {
        return Err(Error::history(format!(
            "the database holds {}, and the migrations folder has no such revision",
            state.strangers()
        ))
        .with_hint("check the database's URL and the folder; `cargo xtask db stamp --purge <revision>` forgets them"));
    }
    let goals = match (&target.anchor, target.steps) {
        (None, Some(steps)) => vec![relative(graph, &state, target, steps)?],
        (Some(_), _) | (None, None) => graph.places(target, &Anchor::Heads, &state.tips)?,
    };
    let needed = graph.closed(goals);
    let missing = walk::marked(&needed).filter(|position| !state.set[*position]);
    Ok(missing
        .map(|position| Step { direction: Direction::Up, revision: graph.id(position).to_owned() })
        .collect())
}

/// `+2`, `billing@+2`: so many steps above where the database stands.
fn relative(graph: &Graph, state: &Applied, target: &Target, steps: i64) -> Result<usize> {
    if steps < 0 {
        return Err(Error::graph(format!("`{target}` goes down, and an upgrade goes up"))
            .with_hint(format!("`cargo xtask db downgrade {target}` takes revisions back")));
    }
    let branch = graph.branch_of(target)?;
    let starts = match &branch {
        Some(branch) => standing(graph, state, &branch.line),
        None => state.tips.clone(),
    };
    if let [_, _, ..] = starts.as_slice() {
        let one = starts.first().map(|position| graph.id(*position)).unwrap_or_default();
        return Err(Error::graph(format!(
            "`{target}` does not say where to start: the database is at {}",
            graph.list(&starts)
        ))
        .with_hint(format!("name the branch, as in `{one}@{steps:+}`, or the revision to reach")));
    }
    graph.up(starts.first().copied(), steps, branch.as_ref(), target)
}

/// Where a branch stands: the tips on its line, or, when the database stands on other branches only, the last applied
/// revisions that the line shares with them.
fn standing(graph: &Graph, state: &Applied, line: &[bool]) -> Vec<usize> {
    let direct: Vec<usize> =
        state.tips.iter().copied().filter(|position| line[*position]).collect();
    if !direct.is_empty() {
        return direct;
    }
    let shared: Vec<bool> =
        state.set.iter().zip(line).map(|(applied, line)| *applied && *line).collect();
    graph.tips(&shared, Edges::All)
}
