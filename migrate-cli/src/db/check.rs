//! `db check`: the models and the history agree, or exit code 1; with `--db`, the live database agrees as well.

use std::process::ExitCode;

use migrate::graph::Graph;
use migrate::op::{self, Op};
use migrate::session::Session;
use serde_json::{Value, json};

use crate::args::{self, Consent};
use crate::failure::{Failure, Result};
use crate::revisions::History;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{autogenerate, database, fresh, revisions, state};

/// One thing that does not agree.
struct Finding {
    /// Where: a dialect, or the database.
    side: String,
    what: String,
}

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Check) -> Result<ExitCode> {
    let history = revisions::history_or_empty(place)?;
    let mut findings = heads(&history.graph);
    findings.extend(against_history(place, talk, &history)?);
    if args.db {
        findings.extend(against_database(place, talk, &history.graph)?);
    }
    if talk.json {
        let all: Vec<Value> =
            findings.iter().map(|one| json!({ "side": one.side, "what": one.what })).collect();
        talk.value(&json!({ "ok": findings.is_empty(), "findings": all }))?;
    } else {
        for finding in &findings {
            talk.data(format!("{}: {}", finding.side, finding.what))?;
        }
    }
    if findings.is_empty() {
        talk.say("The models and the history agree.");
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(
        format!("{} differences were found", findings.len())
            .replace("1 differences were", "1 difference was"),
    )
    .hint("write what is missing: `cargo xtask db revision \"describe the change\"`"))
}

fn heads(graph: &Graph) -> Vec<Finding> {
    let heads = fresh::ids(&graph.heads());
    if heads.len() < 2 {
        return Vec::new();
    }
    let what =
        format!("several heads, join them with `cargo xtask db merge`: {}", fresh::list(&heads));
    vec![Finding { side: "history".into(), what }]
}

fn against_history(place: &Place, talk: &Talk, history: &History) -> Result<Vec<Finding>> {
    let dialects = revisions::dialects(place, &history.graph)?;
    if dialects.is_empty() {
        return Err(Failure::usage("no dialect is configured").hint("add `--dialect sqlite`"));
    }
    let differences = autogenerate::between(place, talk, history, &dialects, &all())?;
    let said = differences.iter().flat_map(|difference| {
        said(difference.dialect.name(), "in the models and in no migration", &difference.ops)
    });
    Ok(said.collect())
}

fn against_database(place: &Place, talk: &Talk, graph: &Graph) -> Result<Vec<Finding>> {
    let mut open = database::to_read(place)?;
    let dialect = open.connection.dialect();
    let wanted = autogenerate::replayed(dialect, talk, graph, None)?;
    let live = state::managed(&mut open, graph, talk, &wanted)?;
    let hints = autogenerate::hints(Default::default(), &all());
    let wanted = state::as_the_server_says_beside(&mut open.connection, &wanted, &live, &hints)?;
    let ops = migrate::diff::diff(&live, &wanted, &hints, dialect)?;
    Ok(said("database", "what the history would make of it", &ops))
}

fn all() -> Consent {
    Consent { allow_destructive: true, drop_and_add: true, online: false }
}

fn said(side: &str, why: &str, ops: &[Op]) -> Vec<Finding> {
    ops.iter()
        .map(|op| Finding { side: side.to_owned(), what: format!("{} ({why})", op::describe(op)) })
        .collect()
}
