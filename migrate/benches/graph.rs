//! How long the graph takes over 1,000, 5,000 and 20,000 revisions with branches, merges and dependencies: each line
//! should grow with the number, and no faster. Not a test.

use std::collections::BTreeSet;

use divan::{Bencher, black_box};
use migrate::graph::draw::{Style, draw};
use migrate::graph::{Graph, Range, Target};
use migrate::plan;
use migrate::revision::{Direction, Limits, Revision, Section, file};

const SIZES: [usize; 3] = [1_000, 5_000, 20_000];

fn main() {
    divan::main();
}

/// Revisions in groups of four: two branches, their merge, and a dependency on the group before.
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
        let message = format!("change {number}");
        Revision { id: id(number), message, revises, depends_on, created, ..Revision::default() }
    });
    revisions.collect()
}

fn graph(count: usize) -> Graph {
    Graph::new(revisions(count)).unwrap_or_default()
}

fn all(graph: &Graph) -> BTreeSet<String> {
    graph.iter().map(|revision| revision.id.clone()).collect()
}

#[divan::bench(args = SIZES)]
fn parse_files(bencher: Bencher, count: usize) {
    let section = |direction, sql: &str| Section {
        direction,
        dialect: None,
        transaction: true,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql: sql.to_owned(),
        line: 0,
    };
    let sections = vec![
        section(Direction::Up, "ALTER TABLE users ADD COLUMN email text;"),
        section(Direction::Down, "ALTER TABLE users DROP COLUMN email;"),
    ];
    let texts: Vec<String> = revisions(count)
        .into_iter()
        .map(|revision| file::render(&Revision { sections: sections.clone(), ..revision }))
        .collect();
    bencher.bench(|| texts.iter().filter(|text| file::parse("1.sql", text).is_ok()).count());
}

#[divan::bench(args = SIZES)]
fn build(bencher: Bencher, count: usize) {
    bencher.with_inputs(|| revisions(count)).bench_values(Graph::new);
}

#[divan::bench(args = SIZES)]
fn heads(bencher: Bencher, count: usize) {
    let graph = graph(count);
    bencher.bench(|| black_box(&graph).effective_heads().len());
}

#[divan::bench(args = SIZES)]
fn current_and_marks(bencher: Bencher, count: usize) {
    let graph = graph(count);
    let applied = all(&graph);
    bencher.bench(|| (plan::current(&graph, &applied).len(), plan::marks(&graph, &applied).len()));
}

#[divan::bench(args = SIZES)]
fn upgrade_all(bencher: Bencher, count: usize) {
    let graph = graph(count);
    bencher.bench(|| plan::upgrade(&graph, &BTreeSet::new(), &Target::head()));
}

#[divan::bench(args = SIZES)]
fn downgrade_all(bencher: Bencher, count: usize) {
    let graph = graph(count);
    let applied = all(&graph);
    bencher.bench(|| plan::downgrade(&graph, &applied, &Target::base()));
}

#[divan::bench(args = SIZES)]
fn history(bencher: Bencher, count: usize) {
    let graph = graph(count);
    bencher.bench(|| {
        plan::history(&graph, &BTreeSet::new(), &Range { from: None, to: None })
            .map(|all| all.len())
    });
}

#[divan::bench(args = SIZES)]
fn drawing(bencher: Bencher, count: usize) {
    let graph = graph(count);
    let all: Vec<&Revision> = graph.iter().rev().collect();
    bencher
        .bench(|| draw(&graph, &all, Style::Unicode, |revision| ('○', revision.message.clone())));
}
