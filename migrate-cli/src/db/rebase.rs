//! `db rebase REVISION --onto PARENT`: move a revision that is applied nowhere known, with what follows it, to another
//! parent. Only its header changes.

use std::process::ExitCode;

use migrate::graph::{Edges, Graph};
use migrate::revision::{Revision, dir, file};
use serde_json::json;

use crate::args;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{database, fresh, revisions, url};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Rebase) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let moved = revisions::one(place, &graph, &args.revision)?;
    let onto = fresh::resolve(&graph, &args.onto)?;
    let above = fresh::ids(&graph.descendants(&moved.id, Edges::All));
    if let Some(above) = onto.iter().find(|id| **id == moved.id || above.contains(id)) {
        return Err(Failure::new(format!(
            "revision `{}` cannot follow `{above}`, which is itself or follows it",
            moved.id
        )));
    }
    refuse_applied(place, talk, &moved.id, &above)?;
    let path = moved
        .path
        .as_ref()
        .ok_or_else(|| Failure::new(format!("revision `{}` has no file", moved.id)))?;

    // The whole history must hold together with the new edge before a byte is written.
    let edited = |one: &Revision| {
        let mut one = one.clone();
        if one.id == moved.id {
            one.revises.clone_from(&onto);
        }
        one
    };
    Graph::new(graph.iter().map(edited).collect())?;
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("`{}` cannot be read: {error}", path.display())))?;
    dir::rewrite(path, &file::with_revises(path, &text, &onto)?)?;

    if talk.json {
        talk.value(
            &json!({ "revision": moved.id, "revises": onto, "path": path.display().to_string() }),
        )?;
    } else {
        talk.data(path.display().to_string())?;
        let below = if onto.is_empty() { "base".to_owned() } else { fresh::list(&onto) };
        talk.say(format!("`{}` now follows {below}", moved.id));
    }
    Ok(ExitCode::SUCCESS)
}

/// Only the database that is at hand can be asked; what others have applied, nobody here knows.
fn refuse_applied(place: &Place, talk: &Talk, moved: &str, above: &[String]) -> Result<()> {
    if url::find(place).is_err() {
        talk.detail("no database is named, so none was asked whether it has the revision");
        return Ok(());
    }
    let mut open = match database::to_read(place) {
        Ok(open) => open,
        Err(failure) => {
            let why =
                failure.reports.first().map(|report| report.message.as_str()).unwrap_or_default();
            talk.warn(format!(
                "the database could not be asked whether it has the revision: {why}"
            ));
            return Ok(());
        }
    };
    for row in open.history()?.rows {
        if row.revision == moved || above.contains(&row.revision) {
            return Err(Failure::new(format!(
                "revision `{}` is applied to {}",
                row.revision, open.shown
            ))
            .hint(format!("take it back first: `cargo xtask db downgrade {moved}-1`")));
        }
    }
    Ok(())
}
