//! `db heads`: the revisions that nothing follows.

use std::process::ExitCode;

use serde_json::Value;

use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, draw, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Heads) -> Result<ExitCode> {
    let graph = revisions::heads(place)?;
    let heads = if args.resolve_dependencies { graph.effective_heads() } else { graph.heads() };
    if talk.json {
        talk.value(&Value::Array(heads.into_iter().map(revisions::value).collect()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let marks = draw::Marks::new(&graph);
    for revision in heads {
        draw::revision(talk, &graph, &marks, revision)?;
    }
    Ok(ExitCode::SUCCESS)
}
