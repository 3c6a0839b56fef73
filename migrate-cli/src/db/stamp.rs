//! `db stamp`: record revisions as applied without running them.

use std::collections::BTreeSet;
use std::process::ExitCode;

use migrate::dialect::Dialect;
use migrate::graph::{Graph, Target};
use migrate::plan;
use migrate::runner::{self, Options, Script};
use migrate::session::{Session, block_on};
use serde_json::json;

use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{apply, args, database, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Stamp) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let targets = targets(args)?;
    if args.sql {
        let dialect = apply::offline_dialect(place)?;
        let stamp = plan::stamp(&graph, &BTreeSet::new(), &targets, args.purge)?;
        let scripts = scripts(dialect, &graph, &stamp)?;
        let options = Options { table: place.history_table(), ..Options::default() };
        talk.text(&runner::print_stamp(dialect, &scripts, &stamp, args.purge, &options)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.dry_run {
        let applied = database::foretold(place)?;
        let stamp = plan::stamp(&graph, &applied, &targets, args.purge)?;
        return report(talk, &graph, &stamp);
    }
    let mut open = database::to_change(place, talk)?;
    let applied = open.applied()?;
    let stamp = plan::stamp(&graph, &applied, &targets, args.purge)?;
    let scripts = scripts(open.connection.dialect(), &graph, &stamp)?;
    let options = Options { table: open.table.clone(), ..Options::default() };
    block_on(runner::stamp(&mut open.connection, &scripts, &stamp, &options, &mut ()))?;
    report(talk, &graph, &stamp)
}

fn targets(args: &args::Stamp) -> Result<Vec<Target>> {
    let named: Vec<&String> = args.revisions.iter().chain(&args.more).collect();
    if named.is_empty() {
        return Ok(vec![Target::head()]);
    }
    Ok(named.into_iter().map(|text| text.parse()).collect::<Result<_, _>>()?)
}

/// What is recorded, in the dialect's words: the checksum is of them.
fn scripts<'g>(
    dialect: &dyn Dialect,
    graph: &'g Graph,
    stamp: &plan::Stamp,
) -> Result<Vec<Script<'g>>> {
    let revisions = stamp.add.iter().filter_map(|id| graph.get(id));
    Ok(revisions.map(|revision| Script::of(dialect, revision)).collect::<Result<_, _>>()?)
}

fn report(talk: &Talk, graph: &Graph, stamp: &plan::Stamp) -> Result<ExitCode> {
    if talk.json {
        talk.value(
            &json!({ "added": stamp.add, "removed": stamp.remove, "unknown": stamp.unknown }),
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let message = |id: &str| graph.get(id).map(|one| one.message.clone()).unwrap_or_default();
    for id in &stamp.remove {
        talk.data(format!("- {id}  {}", message(id)).trim_end())?;
    }
    for id in &stamp.add {
        talk.data(format!("+ {id}  {}", message(id)).trim_end())?;
    }
    if stamp.add.is_empty() && stamp.remove.is_empty() {
        talk.say("Nothing to record.");
    } else {
        talk.warn("only the history table is changed, no migration is run");
    }
    for id in &stamp.unknown {
        talk.warn(format!(
            "the database records revision `{id}`, which is unknown here; `--purge` forgets it"
        ));
    }
    Ok(ExitCode::SUCCESS)
}
