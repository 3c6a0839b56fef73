//! Walks over any directed graph whose nodes are numbers. Knows nothing of revisions.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Marks `starts` and everything that can be reached from them; each edge is looked at once.
pub(crate) fn reach<'a, I>(
    len: usize,
    starts: impl IntoIterator<Item = usize>,
    next: impl Fn(usize) -> I,
) -> Vec<bool>
where
    I: Iterator<Item = &'a usize>,
{
    let mut seen = vec![false; len];
    let mut open: Vec<usize> = starts.into_iter().collect();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut seen[node], true) {
            open.extend(next(node).copied().filter(|other| !seen[*other]));
        }
    }
    seen
}

/// The numbers that are marked, ascending.
pub(crate) fn marked(set: &[bool]) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
    set.iter().enumerate().filter(|(_, marked)| **marked).map(|(node, _)| node)
}

/// Every node after all its predecessors, the smaller number first where there is a choice. Nodes on a cycle, and those
/// behind one, are left out.
pub(crate) fn sort(predecessors: &[Vec<usize>]) -> Vec<usize> {
    let mut successors = vec![Vec::new(); predecessors.len()];
    let mut missing: Vec<usize> = predecessors.iter().map(Vec::len).collect();
    for (node, before) in predecessors.iter().enumerate() {
        for other in before {
            successors[*other].push(node);
        }
    }
    let ready =
        missing.iter().enumerate().filter(|(_, count)| **count == 0).map(|(node, _)| Reverse(node));
    let mut ready: BinaryHeap<Reverse<usize>> = ready.collect();
    let mut order = Vec::with_capacity(predecessors.len());
    while let Some(Reverse(node)) = ready.pop() {
        order.push(node);
        for other in &successors[node] {
            missing[*other] -= 1;
            if missing[*other] == 0 {
                ready.push(Reverse(*other));
            }
        }
    }
    order
}

/// Cycles among the nodes that [`sort`] left out: at least one if there are such nodes, no node in two of them. Each node
/// of a cycle is followed by one of its predecessors, the last by the first.
pub(crate) fn cycles(predecessors: &[Vec<usize>], sorted: &[usize]) -> Vec<Vec<usize>> {
    // The walk that passed a node first, counted from 1; 0 for none. Sorted nodes lie on no cycle.
    let mut passed = vec![0; predecessors.len()];
    let mut left = vec![true; predecessors.len()];
    for node in sorted {
        left[*node] = false;
    }
    let mut cycles = Vec::new();
    for (walk, start) in marked(&left).enumerate() {
        // What is left out has a predecessor that is left out, so following the first of these comes round some time.
        let mut path = Vec::new();
        let mut node = start;
        while passed[node] == 0 {
            passed[node] = walk + 1;
            path.push(node);
            match predecessors[node].iter().find(|other| left[**other]) {
                Some(other) => node = *other,
                None => break,
            }
        }
        if passed[node] == walk + 1
            && let Some(begin) = path.iter().position(|other| *other == node)
        {
            cycles.push(path.split_off(begin));
        }
    }
    cycles
}
