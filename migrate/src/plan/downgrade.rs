//! What must be taken back to come down to a target. Not whether it can be: that is for the sections to say.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::graph::target::Anchor;
use crate::graph::{Edges, Graph, Target, resolve, walk};
use crate::plan::Step;
use crate::plan::applied::Applied;
use crate::revision::Direction;

/// What a downgrade takes back: the roots, and everything applied above them.
struct Cut {
    roots: Vec<usize>,
    /// Where it ends, if that is one revision.
    end: Option<usize>,
}

/// The steps from an applied set down to `target`, the reverse of the graph's order: everything applied that descends,
/// by either kind of edge, from a child of the target, or from a base when the target is `base`. Before an `@` stands
/// which child, where there are several.
///
/// `-1` takes the last revision back; where that is a merge, the merge alone. `current` takes back nothing that the
/// graph knows. Revisions that the graph does not know come first, in no order of meaning: only the history knows when
/// each was applied.
///
/// # Errors
///
/// When the target names nothing, nothing below what is applied, or not one way down; when revisions that the graph does
/// not know may stand on what is to be taken back.
pub fn downgrade(graph: &Graph, applied: &BTreeSet<String>, target: &Target) -> Result<Vec<Step>> {
    let state = Applied::new(graph, applied);
    if target.anchor == Some(Anchor::Current) && target.steps.is_none() && target.branch.is_none() {
        return Ok(down(graph, &state, &vec![false; graph.len()]));
    }
    let cut = cut(graph, &state, target)?;
    let doomed: Vec<bool> = graph
        .above(cut.roots, Edges::All)
        .iter()
        .zip(&state.set)
        .map(|(above, applied)| *above && *applied)
        .collect();
    let empty = !doomed.contains(&true);
    if let Some(end) = cut.end.filter(|_| empty) {
        if !state.set[end] {
            return Err(not_applied(graph, &state, end));
        }
        if !state.tips.contains(&end) {
            return Err(held(graph, &state, end));
        }
    }
    let everything =
        target.anchor == Some(Anchor::Base) && target.branch.is_none() && target.steps.is_none();
    if !state.unknown.is_empty() && !empty && !everything
        || !state.unknown.is_empty() && target.anchor.is_none()
    {
        return Err(strange(&state, &format!("`{target}`")));
    }
    Ok(down(graph, &state, &doomed))
}

/// Steps for everything unknown and everything marked.
pub(super) fn down(graph: &Graph, state: &Applied, doomed: &[bool]) -> Vec<Step> {
    let strange = state.unknown.iter().rev().cloned();
    let known = walk::marked(doomed).rev().map(|position| graph.id(position).to_owned());
    strange.chain(known).map(|revision| Step { direction: Direction::Down, revision }).collect()
}

fn cut(graph: &Graph, state: &Applied, target: &Target) -> Result<Cut> {
    match (&target.anchor, target.steps) {
        (None, Some(steps)) => relative(graph, state, target, steps),
        (Some(_), _) | (None, None) => {
            let branch = graph.branch_of(target)?;
            let places = graph.places(target, &Anchor::Current, &state.tips)?;
            match places.as_slice() {
                [] => children(graph, None, branch.map(|branch| branch.position), target),
                [end] => children(graph, Some(*end), branch.map(|branch| branch.position), target),
                several => Err(graph.several_heads(several, target)),
            }
        }
    }
}

/// `-1`, `billing@-1`: so many steps below where the database stands.
fn relative(graph: &Graph, state: &Applied, target: &Target, steps: i64) -> Result<Cut> {
    if steps > 0 {
        return Err(Error::graph(format!("`{target}` goes up, and a downgrade goes down"))
            .with_hint(format!("`cargo xtask db upgrade {target}` applies revisions")));
    }
    let branch = graph.branch_of(target)?;
    let starts = match &branch {
        Some(branch) => standing(graph, state, &branch.line),
        None => state.tips.clone(),
    };
    let start = match (starts.as_slice(), &branch) {
        ([start], _) => *start,
        ([], Some(branch)) => {
            return Err(Error::graph(format!(
                "nothing on the branch of `{}` is applied",
                branch.name
            ))
            .with_hint("`cargo xtask db current` shows what is"));
        }
        ([], None) if state.unknown.is_empty() => {
            let asked = resolve::count(steps.unsigned_abs(), "revision");
            return Err(Error::graph(format!("cannot take back {asked}: none is applied"))
                .with_hint("`cargo xtask db current` shows what is applied"));
        }
        ([], None) => return Err(strange(state, &format!("`{target}`"))),
        (several, _) => return Err(ambiguous(graph, several, &format!("`{target}`"), steps)),
    };
    // All steps but the last must have one way to go; the last may undo a merge, which leaves both its sides.
    let last = if steps == -1 { Some(start) } else { graph.down(start, steps + 1, target)? };
    match last {
        Some(last) if graph.links(last).parents.len() > 1 => {
            Ok(Cut { roots: vec![last], end: None })
        }
        Some(last) => {
            let end = graph.down(last, -1, target)?;
            children(graph, end, Some(branch.map_or(start, |branch| branch.position)), target)
        }
        None => Err(graph
            .down(start, steps, target)
            .err()
            .unwrap_or_else(|| strange(state, &format!("`{target}`")))),
    }
}

/// Where a branch stands: the tips on its line, or, when other branches that are applied depend on these, the last
/// applied revisions of the line itself.
fn standing(graph: &Graph, state: &Applied, line: &[bool]) -> Vec<usize> {
    let direct: Vec<usize> =
        state.tips.iter().copied().filter(|position| line[*position]).collect();
    if !direct.is_empty() {
        return direct;
    }
    graph.tips(&state.set, Edges::Revises).into_iter().filter(|position| line[*position]).collect()
}

/// The cut above `end`, or above the base: all its children, or, when there are several and a branch is named, those
/// on the way to it.
fn children(
    graph: &Graph,
    end: Option<usize>,
    branch: Option<usize>,
    target: &Target,
) -> Result<Cut> {
    let mut roots = match end {
        Some(end) => graph.links(end).children.clone(),
        None => graph.base_positions(),
    };
    if let Some(branch) = branch.filter(|_| roots.len() > 1) {
        let below = graph.below([branch], Edges::Revises);
        let all = roots.clone();
        roots.retain(|position| below[*position]);
        if roots.is_empty() {
            return Err(Error::graph(format!(
                "`{target}` does not say which of {} to take back",
                graph.list(&all)
            ))
            .with_hint(format!(
                "name one of them before the `@`, as in `{}@-1`",
                graph.id(all[0])
            )));
        }
    }
    Ok(Cut { roots, end })
}

fn ambiguous(graph: &Graph, heads: &[usize], asked: &str, steps: i64) -> Error {
    let one = heads.first().map(|position| graph.id(*position)).unwrap_or_default();
    Error::graph(format!(
        "{asked} does not say which to take back first: the database is at {}",
        graph.list(heads)
    ))
    .with_hint(format!("`cargo xtask db downgrade {one}@{steps}` goes back from one of them"))
}

fn not_applied(graph: &Graph, state: &Applied, end: usize) -> Error {
    let place = match state.tips.as_slice() {
        [] => "nothing is applied".to_owned(),
        tips => format!("the database is at {}", graph.list(tips)),
    };
    Error::graph(format!("cannot go down to {}, which is not applied: {place}", graph.told(end)))
        .with_hint(format!("`cargo xtask db upgrade {}` goes up to it", graph.id(end)))
}

/// Nothing above the target on its own branch is applied, yet other branches depend on it.
fn held(graph: &Graph, state: &Applied, end: usize) -> Error {
    let above = graph.above([end], Edges::All);
    let tips: Vec<usize> = state.tips.iter().copied().filter(|position| above[*position]).collect();
    Error::graph(format!(
        "nothing that revises {} is applied; what stands on it is {}",
        graph.told(end),
        graph.list(&tips)
    ))
    .with_hint("name a revision of that branch to take it back")
}

pub(super) fn strange(state: &Applied, asked: &str) -> Error {
    Error::history(format!(
        "{asked} may take back what {} stands on, which the migrations folder does not have",
        state.strangers()
    ))
    .with_hint("`cargo xtask db downgrade current` takes back only what the folder does not have")
}
