//! `db test`: every revision up, down and up again on a scratch database, with rows. Touches no other database.

mod scratch;
mod trial;

use std::collections::BTreeSet;
use std::process::ExitCode;

use migrate::graph::{Edges, Graph};
use migrate::plan::Step;
use migrate::revision::Direction;
use migrate::session::{Session, masked};
use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{apply, args, revisions, select};

use scratch::Scratch;
use trial::{Outcome, Status};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Test) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let wanted = select::select(place, &graph, &args.selection, None)?;
    let url = match &args.scratch {
        Some(url) => url.clone(),
        None => memory(place, talk)?,
    };
    let mut scratch = Scratch::open(&url, place.history_table())?;
    let shown = masked(&url);
    talk.say(format!("scratch database: {shown}"));
    let outcomes = all(talk, &graph, &wanted, &mut scratch);
    let left = scratch.leave();
    let told = report(talk, &shown, &outcomes?);
    left?;
    told
}

/// A database that is nobody's, where a dialect that is meant has such ones.
fn memory(place: &Place, talk: &Talk) -> Result<String> {
    let url = "sqlite::memory:";
    let own = migrate::session::Url::parse(url)?.dialect();
    let dialects = &place.project()?.dialects;
    if dialects.is_empty() {
        return Err(Failure::usage("no dialect is configured")
            .hint("add `--dialect sqlite`, or name an empty database: `--scratch URL`"));
    }
    let others: Vec<&str> =
        dialects.iter().map(|dialect| dialect.name()).filter(|name| *name != own).collect();
    if others.len() == dialects.len() {
        return Err(Failure::usage(format!("it is not said where to test {}", others.join(", ")))
            .hint("name an empty database: `--scratch URL`"));
    }
    if !others.is_empty() {
        talk.say(format!(
            "not tested: {}; that needs an empty database: `--scratch URL`",
            others.join(", ")
        ));
    }
    Ok(url.to_owned())
}

/// Tries the revisions in their order, those below them applied, until one cannot be applied.
fn all(
    talk: &Talk,
    graph: &Graph,
    wanted: &BTreeSet<String>,
    scratch: &mut Scratch,
) -> Result<Vec<Outcome>> {
    let below: BTreeSet<&str> = wanted
        .iter()
        .flat_map(|id| graph.ancestors(id, Edges::All).into_iter().chain(graph.get(id)))
        .map(|one| one.id.as_str())
        .collect();
    let steps: Vec<Step> = graph
        .iter()
        .filter(|one| below.contains(one.id.as_str()))
        .map(|one| Step { direction: Direction::Up, revision: one.id.clone() })
        .collect();
    let mut scripts = apply::scripts(scratch.connection.dialect(), graph, &steps)?;
    // Rows here are made up, so the SQL is tried without the application's own code.
    let hooked: BTreeSet<String> = scripts
        .iter_mut()
        .filter_map(|script| script.unhook().then(|| script.id.to_string()))
        .collect();
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut stopped = false;
    for script in scripts.iter().filter(|script| below.contains(script.id.as_ref())) {
        let is_wanted = wanted.contains(script.id.as_ref());
        let outcome = if stopped {
            Outcome::new(script, Status::Skip).note("not reached")
        } else {
            trial::run(scratch, &scripts, script, is_wanted, talk)?
        };
        let outcome = match hooked.contains(script.id.as_ref()) {
            true => outcome.note("without its hook, which only the application has"),
            false => outcome,
        };
        stopped |= outcome.stops;
        // One that only lies below is of interest if it fails.
        if is_wanted || outcome.status == Status::Fail {
            if !talk.json {
                outcome.tell(talk)?;
            }
            outcomes.push(outcome);
        }
    }
    Ok(outcomes)
}

fn report(talk: &Talk, shown: &str, outcomes: &[Outcome]) -> Result<ExitCode> {
    let count = |status| outcomes.iter().filter(|one| one.status == status).count();
    let failed = count(Status::Fail);
    if talk.json {
        let revisions: Vec<Value> = outcomes.iter().map(Outcome::value).collect();
        talk.value(&json!({ "database": shown, "ok": failed == 0, "revisions": revisions }))?;
    }
    let summary = format!(
        "{} passed, {} with a warning, {} skipped, {failed} failed",
        count(Status::Pass),
        count(Status::Warn),
        count(Status::Skip)
    );
    if failed > 0 {
        return Err(Failure::new(summary));
    }
    talk.say(summary);
    Ok(ExitCode::SUCCESS)
}
