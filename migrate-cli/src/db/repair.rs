//! `db repair`: record that the files of applied revisions are right as they are, though they were edited since.

use std::process::ExitCode;

use migrate::dialect::Dialect;
use migrate::runner::{self, Options, Script};
use migrate::session::{Session, block_on};
use serde_json::json;

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{apply, args, database, fresh, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Repair) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let mut open = database::to_change(place, talk)?;
    let dialect: &'static dyn Dialect = open.connection.dialect();
    let scripts = apply::scripts(dialect, &graph, &[])?;
    let edited = runner::edited(&open.history()?, &scripts);
    let mut ids: Vec<String> = edited.iter().map(|one| one.revision.clone()).collect();
    if !args.revisions.is_empty() {
        let mut named = Vec::new();
        for text in &args.revisions {
            named.push(revisions::one(place, &graph, text)?.id.clone());
        }
        if let Some(same) = named.iter().find(|id| !ids.contains(id)) {
            return Err(Failure::new(format!(
                "revision `{same}` is not applied, or its file is as it was"
            )));
        }
        ids = named;
    }
    if ids.is_empty() {
        talk.say("There is nothing to repair: no file of an applied revision was edited.");
    } else {
        talk.confirm(&format!(
            "record the files of {} as what was run on {}",
            fresh::list(&ids),
            open.shown
        ))?;
        let chosen: Vec<&Script<'_>> =
            scripts.iter().filter(|script| ids.iter().any(|id| *id == script.id)).collect();
        let options = Options { table: open.table.clone(), ..Options::default() };
        block_on(runner::repair(&mut open.connection, &chosen, &options, &mut ()))?;
    }
    if talk.json {
        talk.value(&json!({ "repaired": ids }))?;
    } else {
        for id in &ids {
            talk.data(id)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
