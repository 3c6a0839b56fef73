//! What holds for every graph and every target, on thousands of random ones.

use std::collections::BTreeSet;

use migrate::graph::target::Anchor;
use migrate::graph::{Edges, Graph, Range, Target};
use migrate::plan;
use migrate::revision::Revision;
use proptest::prelude::*;

use super::oracle::take;

/// A graph of up to 14 revisions whose ids share beginnings, with merges, labels and dependencies.
fn graphs() -> impl Strategy<Value = Graph> {
    let edges = prop::collection::vec(
        (prop::collection::vec(any::<u8>(), 0..3), any::<u8>(), any::<u8>()),
        1..14,
    );
    edges.prop_map(|edges| {
        let id = |number: usize| format!("{}{number:x}", ["a1", "a1b", "c"][number % 3]);
        let revisions = edges.iter().enumerate().map(|(number, (parents, need, label))| {
            let earlier = |pick: &u8| id(usize::from(*pick) % number);
            Revision {
                id: id(number),
                revises: if number == 0 {
                    Vec::new()
                } else {
                    parents.iter().map(earlier).collect()
                },
                depends_on: if number > 0 && need % 4 == 0 {
                    vec![earlier(need)]
                } else {
                    Vec::new()
                },
                labels: if label % 4 == 0 { vec![format!("label{number}")] } else { Vec::new() },
                created: format!("2025-01-01 00:00:{:02} UTC", label % 3),
                ..Revision::default()
            }
        });
        Graph::new(revisions.collect()).expect("every edge goes to an earlier revision")
    })
}

/// A graph and a set of its revisions that holds everything below its members.
fn databases() -> impl Strategy<Value = (Graph, BTreeSet<String>)> {
    (graphs(), prop::collection::vec(any::<u8>(), 0..4)).prop_map(|(graph, picks)| {
        let ids: Vec<String> = graph.iter().map(|revision| revision.id.clone()).collect();
        let tips: Vec<&String> =
            picks.iter().map(|pick| &ids[usize::from(*pick) % ids.len()]).collect();
        let below = tips
            .iter()
            .flat_map(|id| graph.ancestors(id, Edges::All))
            .map(|revision| revision.id.clone());
        let applied = below.chain(tips.iter().map(|id| (*id).clone())).collect();
        (graph, applied)
    })
}

/// Targets of every form, most of which name something.
fn targets() -> impl Strategy<Value = String> {
    let name = prop_oneof![1 => "a1", 6 => "a10|a1b1|c2|a13|a1b4|c5|a16|a1b7|c8", 1 => "a1b[0-9a-e]", 1 => "c[0-9a-e]", 3 => "label[0-9]"];
    let anchor = prop_oneof![
        Just("head".to_owned()),
        Just("heads".into()),
        Just("base".into()),
        Just("current".into()),
        name.clone()
    ];
    let steps = prop_oneof!["\\+[1-4]", "-[1-4]"];
    prop_oneof![
        anchor.clone(),
        steps.clone(),
        (anchor.clone(), steps.clone()).prop_map(|(anchor, steps)| anchor + &steps),
        (name.clone(), anchor.clone()).prop_map(|(name, anchor)| format!("{name}@{anchor}")),
        (name.clone(), steps.clone()).prop_map(|(name, steps)| format!("{name}@{steps}")),
        (name, anchor, steps).prop_map(|(name, anchor, steps)| format!("{name}@{anchor}{steps}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// `take` refuses a step before what it stands on, or after what stands on it.
    #[test]
    fn every_plan_is_a_topological_order((graph, applied) in databases(), target in targets()) {
        let target: Target = target.parse().unwrap();
        for steps in [plan::upgrade(&graph, &applied, &target), plan::downgrade(&graph, &applied, &target)].into_iter().flatten() {
            let mut applied = applied.clone();
            for step in steps {
                take(&graph, &mut applied, &step).map_err(TestCaseError::fail)?;
            }
            prop_assert!(plan::gaps(&graph, &applied).is_empty());
        }
    }

    /// Whatever an upgrade adds, the downgrade by as many steps, or by name, takes away again.
    #[test]
    fn up_and_down_again_restores_the_applied_set((graph, applied) in databases(), target in targets()) {
        let target: Target = target.parse().unwrap();
        if let Ok(up) = plan::upgrade(&graph, &applied, &target) {
            let mut now = applied.clone();
            for step in &up {
                take(&graph, &mut now, step).map_err(TestCaseError::fail)?;
            }
            if !matches!(target.anchor, None | Some(Anchor::Current)) {
                prop_assert!(plan::upgrade(&graph, &now, &target).unwrap().is_empty());
            }
            for step in up.iter().rev() {
                // One by one, each the last on its branch.
                let parents = graph.parents(&step.revision);
                let down = match parents.as_slice() {
                    [] => plan::downgrade(&graph, &now, &format!("{}@base", step.revision).parse().unwrap()),
                    _ => plan::downgrade(&graph, &now, &format!("{}@-1", step.revision).parse().unwrap()),
                };
                if let Ok(down) = down && down.len() == 1 {
                    prop_assert_eq!(&down[0].revision, &step.revision);
                    take(&graph, &mut now, &down[0]).map_err(TestCaseError::fail)?;
                } else {
                    now.remove(&step.revision);
                }
            }
            prop_assert_eq!(now, applied);
        }
    }

    /// From any set that holds what is below its members, down by count is the inverse of up to where one was.
    #[test]
    fn counted_steps_are_an_inverse((graph, applied) in databases(), count in 0usize..16) {
        match plan::steps(&graph, &applied, count) {
            Ok(down) => {
                prop_assert_eq!(down.len(), if count == 0 { applied.len() } else { count });
                if applied.len() < 9 {
                    prop_assert!(count == 0 || !other_choice(&graph, &applied, count));
                }
                let mut now = applied.clone();
                for step in &down {
                    take(&graph, &mut now, step).map_err(TestCaseError::fail)?;
                }
                for head in plan::current(&graph, &applied) {
                    for step in plan::upgrade(&graph, &now, &Target::id(&head.id)).unwrap() {
                        take(&graph, &mut now, &step).map_err(TestCaseError::fail)?;
                    }
                }
                prop_assert_eq!(now, applied);
            }
            Err(_) => prop_assert!(count > applied.len() || other_choice(&graph, &applied, count)),
        }
    }

    /// Stamping says the same as upgrading, and takes what it says it takes.
    #[test]
    fn a_stamp_stands_where_it_says((graph, applied) in databases(), target in targets(), purge: bool) {
        let target: Target = target.parse().unwrap();
        if let Ok(stamp) = plan::stamp(&graph, &applied, std::slice::from_ref(&target), purge) {
            let mut now = applied.clone();
            for id in &stamp.remove {
                prop_assert!(now.remove(id));
            }
            for id in &stamp.add {
                prop_assert!(now.insert(id.clone()));
            }
            prop_assert_eq!(&now, &stamp.applied);
            prop_assert!(plan::gaps(&graph, &now).is_empty());
            if target.steps.is_none() {
                prop_assert!(plan::upgrade(&graph, &now, &target).unwrap().is_empty());
            }
        }
    }

    #[test]
    fn no_target_panics((graph, applied) in databases(), target in targets(), noise in "[-+@:,a1bc0-9 ]{0,12}|\\PC{0,12}") {
        for text in [target.clone(), noise.clone(), format!("{target}{noise}"), format!("{target}:{noise}"), format!("{noise}:{target}")] {
            if let Ok(target) = text.parse::<Target>() {
                prop_assert_eq!(target.to_string().parse::<Target>().unwrap(), target.clone());
                for wild in [applied.clone(), applied.iter().skip(1).cloned().chain(["unknown".to_owned()]).collect()] {
                    let _ = plan::upgrade(&graph, &wild, &target);
                    let _ = plan::downgrade(&graph, &wild, &target);
                    let _ = plan::stamp(&graph, &wild, &[target.clone(), Target::head()], false);
                    let _ = plan::show(&graph, &wild, &target);
                    let _ = plan::assumed(&graph, &target);
                }
            }
            if let Ok(range) = text.parse::<Range>() {
                let _ = plan::history(&graph, &applied, &range);
            }
        }
    }

    /// Ids and edges at random: a graph or errors, and never both or none.
    #[test]
    fn no_set_of_revisions_panics(edges in prop::collection::vec(("[abc]{1,2}", prop::collection::vec("[abc]{1,2}", 0..3), "[abc]{0,2}"), 0..8)) {
        let revisions: Vec<Revision> = edges.into_iter().map(|(id, revises, need)| {
            let depends_on = if need.is_empty() { Vec::new() } else { vec![need] };
            Revision { id, revises, depends_on, ..Revision::default() }
        }).collect();
        let count = revisions.len();
        match Graph::new(revisions) {
            Ok(graph) => prop_assert_eq!(graph.len(), count),
            Err(errors) => prop_assert!(!errors.is_empty() && errors.iter().all(|error| error.hint().is_some())),
        }
    }
}

/// Whether there are two sets of `count` applied revisions that hold everything applied above their members: tried one
/// by one, for small graphs only.
fn other_choice(graph: &Graph, applied: &BTreeSet<String>, count: usize) -> bool {
    let ids: Vec<&String> = applied.iter().collect();
    let closed = |mask: u32| {
        (0..ids.len()).filter(|bit| mask >> bit & 1 == 1).all(|bit| {
            let above = graph.descendants(ids[bit], Edges::All);
            above.iter().all(|other| {
                ids.iter().position(|id| **id == other.id).is_none_or(|bit| mask >> bit & 1 == 1)
            })
        })
    };
    (0..1u32 << ids.len())
        .filter(|mask| mask.count_ones() as usize == count && closed(*mask))
        .take(2)
        .count()
        == 2
}
