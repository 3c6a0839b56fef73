//! The order of things that need each other: topological, by name where that leaves a choice.

use std::collections::{BTreeMap, BTreeSet};

/// What each thing needs, and whether the need can be met afterwards.
pub(super) type Needs<K> = BTreeMap<K, BTreeMap<K, bool>>;

/// All things, each after what it needs, and the needs (who, what) that had to be put off because they form a cycle.
///
/// Needs that are no things of the list are met. A cycle without a need that can be put off is cut anywhere.
pub(super) fn sort<K: Ord + Clone>(needs: &Needs<K>) -> (Vec<K>, BTreeSet<(K, K)>) {
    let mut open: BTreeMap<&K, BTreeMap<&K, bool>> = BTreeMap::new();
    let mut needed_by: BTreeMap<&K, Vec<&K>> = BTreeMap::new();
    for (who, whats) in needs {
        let whats: BTreeMap<&K, bool> = whats
            .iter()
            .filter(|(what, _)| *what != who && needs.contains_key(what))
            .map(|(k, v)| (k, *v))
            .collect();
        for what in whats.keys() {
            needed_by.entry(what).or_default().push(who);
        }
        open.insert(who, whats);
    }
    let mut ready: BTreeSet<&K> =
        open.iter().filter(|(_, whats)| whats.is_empty()).map(|(who, _)| *who).collect();
    let (mut sorted, mut cut) = (Vec::new(), BTreeSet::new());
    while !open.is_empty() {
        let Some(next) = ready.pop_first() else {
            let (who, what) = weakest(&open);
            if let Some(whats) = open.get_mut(who) {
                whats.remove(what);
                if whats.is_empty() {
                    ready.insert(who);
                }
            }
            cut.insert((who.clone(), what.clone()));
            continue;
        };
        open.remove(next);
        sorted.push(next.clone());
        for who in needed_by.remove(next).into_iter().flatten() {
            if let Some(whats) = open.get_mut(who)
                && whats.remove(next).is_some()
                && whats.is_empty()
            {
                ready.insert(who);
            }
        }
    }
    (sorted, cut)
}

/// A need on a cycle that can be put off, the first by name. Every open thing waits for another, so that walking from
/// need to need must come back to where it has been.
fn weakest<'a, K: Ord>(open: &BTreeMap<&'a K, BTreeMap<&'a K, bool>>) -> (&'a K, &'a K) {
    let mut path: Vec<(&K, &K, bool)> = Vec::new();
    let mut seen: BTreeMap<&K, usize> = BTreeMap::new();
    let mut who = open.first_key_value().map(|(who, _)| *who);
    while let Some(at) = who {
        if let Some(start) = seen.get(at) {
            path.drain(..start);
            break;
        }
        seen.insert(at, path.len());
        let need = open.get(at).and_then(|whats| whats.first_key_value());
        who = need.map(|(what, _)| *what);
        path.extend(need.map(|(what, can_wait)| (at, *what, *can_wait)));
    }
    let pick = path.iter().filter(|(_, _, can_wait)| *can_wait).min().or(path.iter().min());
    match pick {
        Some((who, what, _)) => (who, what),
        None => panic!("a thing that is not ready needs another"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(edges: &[(&'static str, &[&'static str])]) -> Needs<&'static str> {
        edges
            .iter()
            .map(|(who, whats)| (*who, whats.iter().map(|what| (*what, true)).collect()))
            .collect()
    }

    #[test]
    fn what_is_needed_comes_first_and_names_break_ties() {
        let (sorted, cut) =
            sort(&needs(&[("c", &[]), ("b", &["d"]), ("a", &["c", "b", "elsewhere"]), ("d", &[])]));
        assert_eq!(sorted, ["c", "d", "b", "a"]);
        assert!(cut.is_empty());
    }

    #[test]
    fn a_cycle_is_cut_once_and_what_hangs_on_it_is_not() {
        let (sorted, cut) =
            sort(&needs(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"]), ("d", &["d"])]));
        assert_eq!(sorted, ["d", "b", "a", "c"]);
        assert_eq!(cut.into_iter().collect::<Vec<_>>(), [("b", "c")]);
    }

    #[test]
    fn a_need_that_cannot_wait_is_not_cut() {
        let mut edges = needs(&[("a", &["b"]), ("b", &["a"])]);
        edges.get_mut("a").unwrap().insert("b", false);
        assert_eq!(sort(&edges).0, ["b", "a"]);
    }
}
