//! `db history`: the revisions, newest first.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::ExitCode;

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
    let graph = revisions::heads(place)?;
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
    if talk.verbose {
        for revision in chosen {
            draw::revision(talk, &graph, &marks, revision)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    // Written at once: each call is one for the system, and a history is long.
    let mut text = String::new();
    for revision in chosen {
        let below = match revision.revises.as_slice() {
            [] => "<base>".to_owned(),
            parents => parents.join(", "),
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{below} -> {}", draw::line(&marks, revision));
    }
    talk.text(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether the target counts from where the database is.
fn is_current(target: &Target) -> bool {
    target.anchor == Some(Anchor::Current)
}
