//! `db status`: the database, each revision and whether it is applied.

use std::collections::BTreeSet;
use std::process::ExitCode;

use migrate::session::{Session, block_on};
use migrate::{plan, runner};
use serde_json::{Value, json};

use crate::database::Open;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{apply, args, database, revisions};

/// One revision's line.
struct Line {
    revision: String,
    message: String,
    status: &'static str,
}

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Status) -> Result<ExitCode> {
    let graph = revisions::graph_or_empty(place)?;
    let mut open = database::to_read(place)?;
    let history = open.history()?;
    let applied = history.ids();
    let marks = plan::marks(&graph, &applied);
    let scripts = apply::scripts(open.connection.dialect(), &graph, &[])?;
    let edited: BTreeSet<String> =
        runner::edited(&history, &scripts).into_iter().map(|edited| edited.revision).collect();
    let mut lines: Vec<Line> = graph
        .iter()
        .zip(&marks)
        .map(|(revision, marks)| Line {
            revision: revision.id.clone(),
            message: revision.message.clone(),
            status: match (marks.applied, marks.current) {
                (true, _) if edited.contains(&revision.id) => "EDITED",
                (_, true) => "CURRENT",
                (true, false) => "APPLIED",
                (false, false) => "PENDING",
            },
        })
        .collect();
    let pending = lines.iter().filter(|line| line.status == "PENDING").count();
    for row in history.rows.iter().filter(|row| graph.get(&row.revision).is_none()) {
        lines.push(Line {
            revision: row.revision.clone(),
            message: row.message.clone(),
            status: "UNKNOWN",
        });
    }
    if args.pending {
        lines.retain(|line| line.status == "PENDING");
    }
    print(talk, &open, &lines, pending, history.exists)?;
    for line in lines.iter().filter(|line| line.status == "EDITED") {
        talk.warn(format!("revision `{}` was edited after it was applied", line.revision));
    }
    for left in block_on(runner::interrupted(&mut open.connection, &open.table))? {
        talk.warn(left.to_string());
    }
    if args.check && pending > 0 { Err(Failure::silent()) } else { Ok(ExitCode::SUCCESS) }
}

fn print(talk: &Talk, open: &Open, lines: &[Line], pending: usize, tracked: bool) -> Result<()> {
    let dialect = open.connection.dialect().name();
    if talk.json {
        let revisions: Vec<Value> = lines
            .iter()
            .map(|line| json!({ "revision": line.revision, "message": line.message, "status": line.status }))
            .collect();
        return talk.value(&json!({
            "database": open.shown,
            "dialect": dialect,
            "history_table": open.table.to_string(),
            "tracked": tracked,
            "pending": pending,
            "revisions": revisions,
        }));
    }
    talk.data("Database Status")?;
    talk.data(format!("  {:<14} {}", "URL", open.shown))?;
    talk.data(format!("  {:<14} {dialect}", "Type"))?;
    talk.data(format!("  {:<14} Established", "Connection"))?;
    let table =
        if tracked { open.table.to_string() } else { format!("{} (not there yet)", open.table) };
    talk.data(format!("  {:<14} {table}", "History table"))?;
    talk.data("")?;
    talk.data("Migration Status")?;
    for line in lines {
        talk.data(format!("  {:<14} {:<8} {}", line.revision, line.status, line.message))?;
    }
    match (pending, lines.iter().any(|line| line.status != "PENDING")) {
        (0, true) => talk.say("The database is up to date."),
        (0, false) => talk.say("There are no migrations."),
        (pending, true) => talk.say(format!("{pending} pending: `cargo xtask db upgrade`")),
        (pending, false) => talk
            .say(format!("No migrations applied yet, {pending} pending: `cargo xtask db upgrade`")),
    }
    Ok(())
}
