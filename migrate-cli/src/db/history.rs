//! `db history`: the revisions, newest first.

use std::process::ExitCode;

use std::collections::BTreeSet;

use migrate::graph::target::{Anchor, Range};
use migrate::graph::{Target, draw as graph_draw};
use migrate::plan;
use serde_json::Value;

use crate::args;
use crate::database;
use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{draw, revisions};

static NONE: BTreeSet<String> = BTreeSet::new();

pub(super) fn run(place: &Place, talk: &Talk, args: &args::History) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let range = match args.rev_range.as_deref() {
        Some(text) => text.parse()?,
        None => Range { from: None, to: None },
    };
    let needs_database =
        args.indicate_current || [&range.from, &range.to].into_iter().flatten().any(is_current);
    let applied =
        if needs_database { database::to_read(place)?.applied()? } else { BTreeSet::new() };
    let marks = draw::Marks::with(&graph, if args.indicate_current { &applied } else { &NONE });
    let chosen = plan::history(&graph, &applied, &range)?;
    if args.graph && !talk.json {
        let label = |one| ('o', draw::line(&marks, one));
        for line in graph_draw::draw(&graph, &chosen, graph_draw::Style::Unicode, label).lines() {
            talk.data(line)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if talk.json {
        talk.value(&Value::Array(chosen.into_iter().map(revisions::value).collect()))?;
        return Ok(ExitCode::SUCCESS);
    }
    for revision in chosen {
        if talk.verbose {
            draw::revision(talk, &graph, &marks, revision)?;
        } else {
            let below = if revision.revises.is_empty() {
                "<base>".to_owned()
            } else {
                revision.revises.join(", ")
            };
            talk.data(format!("{below} -> {}", draw::line(&marks, revision)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether the target counts from where the database is.
fn is_current(target: &Target) -> bool {
    target.anchor == Some(Anchor::Current)
}
