//! `db upgrade`: apply revisions.

use std::process::ExitCode;

use migrate::graph::Target;
use migrate::graph::target::Range;
use migrate::plan;

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{apply, args, database, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Upgrade) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let (from, target) = ends(args)?;
    if args.sql {
        let dialect = apply::offline_dialect(place)?;
        let applied = apply::assumed(&graph, &from, &Target::base())?;
        let steps = plan::upgrade(&graph, &applied, &target)?;
        apply::print(place, talk, dialect, &graph, &steps, &args.run)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.dry_run {
        let applied = database::foretold(place)?;
        apply::show(talk, &graph, &plan::upgrade(&graph, &applied, &target)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut open = database::to_change(place, talk)?;
    let applied = open.checksums()?;
    let steps = plan::upgrade(&graph, &applied.ids(), &target)?;
    let done = apply::take(place, talk, &graph, &mut open, &applied, &steps, &args.run)?;
    match done {
        0 => talk.say("The database is already up to date, no migrations to apply."),
        1 => talk.say("Applied 1 migration."),
        several => talk.say(format!("Applied {several} migrations.")),
    }
    Ok(ExitCode::SUCCESS)
}

/// Where from, if that is said, and where to; `from:to` says both and needs `--sql`.
fn ends(args: &args::Upgrade) -> Result<(Vec<Target>, Target)> {
    let mut from = args.from.iter().map(|text| text.parse()).collect::<Result<Vec<Target>, _>>()?;
    if !args.target.contains(':') {
        return Ok((from, args.target.parse()?));
    }
    if !args.sql {
        return Err(Failure::usage(format!(
            "the range `{}` has a meaning only with `--sql`",
            args.target
        ))
        .hint("name the target alone; where the database is, it says itself"));
    }
    let range: Range = args.target.parse()?;
    from.extend(range.from);
    Ok((from, range.to.unwrap_or_else(Target::head)))
}
