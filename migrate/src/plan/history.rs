//! What `history` and `show` are about: which revisions a range or target means, and how each is marked. Prints nothing.

use std::collections::BTreeSet;
use std::fmt;

use crate::error::{Error, Result};
use crate::graph::resolve::Branch;
use crate::graph::target::Anchor;
use crate::graph::{Edges, Graph, Range, Target, walk};
use crate::plan::applied::Applied;
use crate::revision::Revision;

/// What is special about a revision. Displayed as it stands behind a revision's name: ` (head) (mergepoint)`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Nothing revises it.
    pub head: bool,
    /// Nothing revises it, but something depends on it.
    pub depended_on: bool,
    /// Several revisions revise it.
    pub branch_point: bool,
    /// It revises several.
    pub merge_point: bool,
    /// The database stands at it.
    pub current: bool,
    /// It is applied.
    pub applied: bool,
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            (self.head && !self.depended_on, " (head)"),
            (self.head && self.depended_on, " (effective head)"),
            (self.current, " (current)"),
            (self.branch_point, " (branchpoint)"),
            (self.merge_point, " (mergepoint)"),
        ];
        words.iter().filter(|(on, _)| *on).try_for_each(|(_, word)| f.write_str(word))
    }
}

/// The marks of every revision, in the order of [`Graph::iter`].
pub fn marks(graph: &Graph, applied: &BTreeSet<String>) -> Vec<Marks> {
    let state = Applied::new(graph, applied);
    let mut marks: Vec<Marks> = (0..graph.len())
        .map(|position| {
            let links = graph.links(position);
            Marks {
                head: links.children.is_empty(),
                depended_on: !links.needed_by.is_empty(),
                branch_point: links.children.len() > 1,
                merge_point: links.parents.len() > 1,
                current: false,
                applied: state.set[position],
            }
        })
        .collect();
    for tip in state.tips {
        marks[tip].current = true;
    }
    marks
}

/// The revisions that a target means, newest first: what `show` shows. `base` means none; a target of steps alone counts
/// down from every head.
///
/// # Errors
///
/// When the target names nothing.
pub fn show<'a>(
    graph: &'a Graph,
    applied: &BTreeSet<String>,
    target: &Target,
) -> Result<Vec<&'a Revision>> {
    let state = Applied::new(graph, applied);
    let mut places = below_heads(graph, &state, target)?;
    places.sort_unstable();
    places.dedup();
    places.reverse();
    Ok(graph.pick(places))
}

/// The revisions of a range, both ends included, newest first. Without a lower end it reaches down to the base, and what
/// the upper end depends on belongs to it; with one it holds only what descends from that end on its branch.
///
/// # Errors
///
/// When an end names nothing, or the upper one does not stand above the lower.
pub fn history<'a>(
    graph: &'a Graph,
    applied: &BTreeSet<String>,
    range: &Range,
) -> Result<Vec<&'a Revision>> {
    let state = Applied::new(graph, applied);
    let base = Target::base();
    let from = range.from.as_ref().unwrap_or(&base);
    let lower = below_heads(graph, &state, from)?;
    let upper = upper(graph, &state, range.to.as_ref(), from, &lower)?;
    let within = graph.closed(upper);
    if let Some(stray) = lower.iter().find(|position| !within[**position]) {
        let (top, low) =
            (range.to.as_ref().map(Target::to_string).unwrap_or_default(), graph.told(*stray));
        return Err(Error::graph(format!(
            "the range `{range}` has nothing in it: `{top}` does not stand above {low}"
        ))
        .with_hint("write the older revision before the colon, and both from one branch"));
    }
    let beyond = if lower.is_empty() {
        vec![true; graph.len()]
    } else {
        graph.above(lower.iter().copied(), Edges::Revises)
    };
    let mut passed = graph.closed(lower.iter().copied());
    for position in lower {
        passed[position] = false;
    }
    let shown =
        walk::marked(&within).rev().filter(|position| beyond[*position] && !passed[*position]);
    Ok(graph.pick(shown.collect()))
}

/// The upper end of a range: all heads if it is open, only those of a branch if the lower end names one. Steps up count
/// from the lower end if nothing else is named, and stop at the last revision.
fn upper(
    graph: &Graph,
    state: &Applied,
    to: Option<&Target>,
    from: &Target,
    lower: &[usize],
) -> Result<Vec<usize>> {
    let heads = Target::heads();
    let to = to.unwrap_or(&heads);
    let mut upper = match (&to.anchor, to.steps) {
        (None, Some(steps)) if steps > 0 => {
            let branch = graph.branch_of(to)?;
            match lower {
                [] => climb(graph, None, steps, branch.as_ref(), to)?,
                [one] => climb(graph, Some(*one), steps, branch.as_ref(), to)?,
                several => return Err(graph.several_heads(several, to)),
            }
        }
        (None, Some(_)) => {
            return Err(Error::graph(format!(
                "`{to}` goes down, and the upper end of a range stands above the lower"
            ))
            .with_hint("name a revision, or write `head-1` to count from the head"));
        }
        (Some(_), Some(steps)) if steps > 0 => {
            let (start, branch) = graph.start(to, &Anchor::Heads, &state.tips)?;
            climb(graph, start, steps, branch.as_ref(), to)?
        }
        (Some(_), _) | (None, None) => graph.places(to, &Anchor::Heads, &state.tips)?,
    };
    if let Some(branch) = graph.branch_of(from)? {
        upper.retain(|position| branch.line[*position]);
    }
    Ok(upper)
}

fn climb(
    graph: &Graph,
    start: Option<usize>,
    steps: i64,
    branch: Option<&Branch>,
    to: &Target,
) -> Result<Vec<usize>> {
    Ok(graph.climb(start, steps, branch, to)?.0.into_iter().collect())
}

/// What a target means where no step is to be taken: steps alone count down from every head. Heads that have fewer
/// revisions below them count for nothing as long as one has enough.
fn below_heads(graph: &Graph, state: &Applied, target: &Target) -> Result<Vec<usize>> {
    let Some(steps) = target.steps.filter(|_| target.anchor.is_none()) else {
        return graph.places(target, &Anchor::Heads, &state.tips);
    };
    if steps > 0 {
        return Err(Error::graph(format!("`{target}` does not say where to count from"))
            .with_hint(format!(
                "name a revision or `current` before it, as in `current{steps:+}`"
            )));
    }
    let branch = graph.branch_of(target)?;
    let heads = graph.anchored(&Anchor::Heads, branch.as_ref(), &state.tips, target)?;
    let mut places = Vec::new();
    let mut enough = false;
    for head in &heads {
        let (place, taken) = graph.descend(*head, steps, target)?;
        enough |= taken == steps;
        places.extend(place);
    }
    if let Some(head) = heads.first().filter(|_| !enough) {
        graph.down(*head, steps, target)?;
    }
    places.sort_unstable();
    places.dedup();
    Ok(places)
}
