//! `db downgrade`: revert revisions.

use std::collections::BTreeSet;
use std::process::ExitCode;

use migrate::graph::target::{Anchor, Range};
use migrate::graph::{Graph, Target};
use migrate::plan::{self, Step};

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{apply, args, database, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Downgrade) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let (from, way) = way(args)?;
    if args.sql {
        let dialect = apply::offline_dialect(place)?;
        let applied = apply::assumed(&graph, &from, &Target::heads())?;
        let steps = way.steps(&graph, &applied)?;
        apply::print(place, talk, dialect, &graph, &steps, &args.run)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.dry_run {
        let applied = database::foretold(place)?;
        apply::show(talk, &graph, &way.steps(&graph, &applied)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut open = database::to_change(place, talk)?;
    let applied = open.checksums()?;
    let steps = way.steps(&graph, &applied.ids())?;
    if way.is_base() && !steps.is_empty() {
        talk.confirm(&format!("take back all {} migrations of {}", steps.len(), open.shown))?;
    }
    match steps.len() {
        0 => talk.say("There is nothing to revert."),
        1 => talk.say("Reverting 1 migration…"),
        several => talk.say(format!("Reverting {several} migrations…")),
    }
    let done = apply::take(place, talk, &graph, &mut open, &applied, &steps, &args.run)?;
    match done {
        0 => {}
        1 => talk.say("Successfully reverted 1 migration."),
        several => talk.say(format!("Successfully reverted {several} migrations.")),
    }
    Ok(ExitCode::SUCCESS)
}

/// How far back.
enum Way {
    To(Target),
    /// So many; all if 0.
    Steps(usize),
}

impl Way {
    fn steps(&self, graph: &Graph, applied: &BTreeSet<String>) -> Result<Vec<Step>> {
        Ok(match self {
            Way::To(target) => plan::downgrade(graph, applied, target)?,
            Way::Steps(count) => plan::steps(graph, applied, *count)?,
        })
    }

    fn is_base(&self) -> bool {
        match self {
            Way::To(target) => target.anchor == Some(Anchor::Base) && target.steps.is_none(),
            Way::Steps(count) => *count == 0,
        }
    }
}

fn way(args: &args::Downgrade) -> Result<(Vec<Target>, Way)> {
    let mut from = args.from.iter().map(|text| text.parse()).collect::<Result<Vec<Target>, _>>()?;
    let Some(text) = &args.target else {
        return Ok((from, Way::Steps(args.steps.unwrap_or(1))));
    };
    if !text.contains(':') {
        return Ok((from, Way::To(text.parse()?)));
    }
    if !args.sql {
        return Err(Failure::usage(format!("the range `{text}` has a meaning only with `--sql`"))
            .hint("name the target alone; where the database is, it says itself"));
    }
    let range: Range = text.parse()?;
    from.extend(range.from);
    Ok((from, Way::To(range.to.unwrap_or_else(Target::base))))
}
