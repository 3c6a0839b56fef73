//! `db pending`: what is not applied yet, in the order in which it will be.

use std::process::ExitCode;

use serde_json::Value;

use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, database, draw, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Pending) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let applied = database::to_read(place)?.applied()?;
    let pending = migrate::plan::pending(&graph, &applied);
    let code = ExitCode::from(u8::from(args.check && !pending.is_empty()));
    if talk.json {
        talk.value(&Value::Array(pending.into_iter().map(revisions::value).collect()))?;
        return Ok(code);
    }
    let marks = draw::Marks::new(&graph);
    for revision in &pending {
        talk.data(draw::line(&marks, revision))?;
    }
    if pending.is_empty() {
        talk.say("Nothing is pending.");
    }
    Ok(code)
}
