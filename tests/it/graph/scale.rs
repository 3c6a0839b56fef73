//! 20,000 revisions with branches and merges: everything answers, and rightly. The bench `graph` says how fast.

use std::collections::BTreeSet;

use migrate::graph::draw::{Style, draw};
use migrate::graph::{Graph, Target};
use migrate::plan;
use migrate::revision::Revision;

/// Revisions in groups of four: two branches, their merge, and one that depends on the group before.
fn revisions(count: usize) -> Vec<Revision> {
    let id = |number: usize| {
        format!("{:012x}", (number as u64).wrapping_mul(0x9e37_79b9_7f4a) & 0xffff_ffff_ffff)
    };
    let revisions = (0..count).map(|number| {
        let (group, part) = (number / 4 * 4, number % 4);
        let revises = match part {
            0 if group == 0 => Vec::new(),
            0 => vec![id(group - 1)],
            3 => vec![id(group + 1), id(group + 2)],
            _ => vec![id(group)],
        };
        let depends_on = if part == 2 && group >= 4 { vec![id(group - 2)] } else { Vec::new() };
        let created = format!(
            "2025-01-01 {:02}:{:02}:{:02} UTC",
            number / 3600,
            number / 60 % 60,
            number % 60
        );
        Revision {
            id: id(number),
            message: format!("change {number}"),
            revises,
            depends_on,
            created,
            ..Revision::default()
        }
    });
    revisions.collect()
}

#[test]
fn twenty_thousand_revisions() {
    let mut unordered = revisions(20_000);
    unordered.reverse();
    let graph = Graph::new(unordered).unwrap();
    assert_eq!(graph.heads().len(), 1);
    assert_eq!(graph.merge_points().len(), 5_000);
    let up = plan::upgrade(&graph, &BTreeSet::new(), &Target::head()).unwrap();
    assert_eq!(up.len(), 20_000);
    let all: BTreeSet<String> = up.into_iter().map(|step| step.revision).collect();
    assert!(plan::pending(&graph, &all).is_empty() && plan::gaps(&graph, &all).is_empty());
    assert_eq!(plan::current(&graph, &all).len(), 1);
    assert_eq!(plan::downgrade(&graph, &all, &Target::base()).unwrap().len(), 20_000);
    assert_eq!(plan::downgrade(&graph, &all, &"-1".parse().unwrap()).unwrap().len(), 1);
    assert_eq!(plan::steps(&graph, &all, 4).unwrap().len(), 4);
    assert_eq!(plan::stamp(&graph, &all, &[Target::base()], false).unwrap().remove.len(), 20_000);
    let shown = plan::history(&graph, &all, &":".parse().unwrap()).unwrap();
    assert_eq!(shown.len(), 20_000);
    assert_eq!(plan::marks(&graph, &all).iter().filter(|marks| marks.merge_point).count(), 5_000);
    assert!(
        draw(&graph, &shown, Style::Ascii, |revision| ('*', revision.id.clone())).lines().count()
            >= 30_000
    );
    assert!(graph.find("nothing like it").is_err());
}

/// A chain this long overflows any stack that a walk keeps by recursion.
#[test]
fn a_long_chain_and_a_long_cycle() {
    let mut chain: Vec<Revision> = (0..20_000)
        .map(|number| Revision {
            id: format!("r{number}"),
            revises: if number == 0 { Vec::new() } else { vec![format!("r{}", number - 1)] },
            ..Revision::default()
        })
        .collect();
    assert_eq!(
        Graph::new(chain.clone()).unwrap().iter().last().map(|last| last.id.as_str()),
        Some("r19999")
    );
    chain[0].revises.push("r19999".to_owned());
    let errors = Graph::new(chain).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].to_string().ends_with("and so on over 20000 revisions"), "{}", errors[0]);
}
