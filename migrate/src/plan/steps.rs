//! What must be taken back to be so many revisions further down. Not where that is.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::graph::{Edges, Graph, resolve, walk};
use crate::plan::Step;
use crate::plan::applied::Applied;
use crate::plan::downgrade::{down, strange};

/// The last `count` steps down, or all for 0: what `--steps` counts.
///
/// # Errors
///
/// When fewer are applied, or when several heads leave open which ones are the last.
pub fn steps(graph: &Graph, applied: &BTreeSet<String>, count: usize) -> Result<Vec<Step>> {
    let state = Applied::new(graph, applied);
    let there = applied.len();
    if count > there {
        let asked = resolve::count(count as u64, "revision");
        let are = if there == 1 { "1 is".to_owned() } else { format!("{there} are") };
        return Err(Error::graph(format!("cannot take back {asked}: {are} applied"))
            .with_hint("`--steps 0` takes back all that are applied"));
    }
    if count == 0 || count == there {
        return Ok(down(graph, &state, &state.set));
    }
    if !state.unknown.is_empty() {
        return Err(strange(&state, &format!("`--steps {count}`")));
    }
    let mut doomed = vec![false; graph.len()];
    for position in walk::marked(&state.set).rev().take(count) {
        doomed[position] = true;
    }
    match exchange(graph, &state.set, &doomed) {
        None => Ok(down(graph, &state, &doomed)),
        Some((stays, goes)) => Err(Error::graph(format!(
            "`--steps {count}` does not say whether to take back {} or {}",
            graph.told(goes),
            graph.told(stays)
        ))
        .with_hint(format!(
            "`cargo xtask db downgrade {}@-1` goes back from one of them",
            graph.id(goes)
        ))),
    }
}

/// A revision that stays and one that goes and could change places, if there are such: then another set of that size is
/// closed upwards as well. It is so if and only if a head of what is left does not stand below one of the lowest that go.
fn exchange(graph: &Graph, applied: &[bool], doomed: &[bool]) -> Option<(usize, usize)> {
    let left: Vec<bool> =
        applied.iter().zip(doomed).map(|(applied, doomed)| *applied && !*doomed).collect();
    let is_lowest = |position: &usize| {
        let links = graph.links(*position);
        !links.parents.iter().chain(&links.needs).any(|below| doomed[*below])
    };
    let lowest: Vec<usize> = walk::marked(doomed).filter(is_lowest).collect();
    graph.tips(&left, Edges::All).into_iter().find_map(|head| {
        let above = graph.above([head], Edges::All);
        lowest.iter().find(|position| !above[**position]).map(|position| (head, *position))
    })
}
