//! `db revision`, `migrate`, `create-migration`: write a new revision.

use std::process::ExitCode;

use migrate::op;
use migrate::revision::{Direction, Limits, Revision, Section};
use serde_json::json;

use crate::args;
use crate::autogenerate::{self, Difference};
use crate::failure::{Failure, Result};
use crate::revisions::History;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{fresh, revisions};

/// Writes the revision that the arguments describe; `message` is the one for whoever gives none.
pub(super) fn run(
    place: &Place,
    talk: &Talk,
    args: &args::Revision,
    message: Option<&str>,
) -> Result<ExitCode> {
    if let Some(names) = &args.adopt {
        return crate::adopt::run(place, talk, args, names);
    }
    if args.merge {
        return super::merge::run(place, talk, &as_merge(args));
    }
    let message = args
        .text
        .as_deref()
        .or(args.message.as_deref())
        .or(message)
        .map(str::trim)
        .unwrap_or_default();
    if message.is_empty() {
        return Err(Failure::usage("the revision has no message")
            .hint("say what it does: `cargo xtask db revision \"add user email\"`"));
    }
    let history = revisions::history_or_empty(place)?;
    let graph = &history.graph;
    let parents = fresh::parents(graph, &args.head, args.splice)?;
    let mut revision = fresh::revision(graph, message, parents, args.rev_id.as_deref())?;
    revision.labels = args.branch_label.clone();
    revision.depends_on = fresh::dependencies(graph, &args.depends_on)?;

    let differences = if args.empty {
        revision.sections = template();
        Vec::new()
    } else {
        let differences = differences(place, talk, args, &history)?;
        if differences.iter().all(|difference| difference.ops.is_empty()) {
            talk.say("No changes detected since the last migration.");
            return Ok(ExitCode::from(u8::from(args.exit_code)));
        }
        revision.sections = differences.iter().flat_map(autogenerate::sections).collect();
        differences
    };
    let path = fresh::write(place, graph, &revision)?;
    report(talk, &revision, &path, &differences)
}

fn as_merge(args: &args::Revision) -> args::Merge {
    args::Merge {
        revisions: Vec::new(),
        more: Vec::new(),
        message: args
            .text
            .clone()
            .or_else(|| args.message.clone())
            .unwrap_or_else(|| "merge heads".into()),
        branch_label: args.branch_label.clone(),
        rev_id: args.rev_id.clone(),
        splice: args.splice,
        force: false,
        scratch: None,
    }
}

/// What a person fills in.
fn template() -> Vec<Section> {
    let section = |direction| Section {
        direction,
        dialect: None,
        transaction: true,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql: String::new(),
        line: 0,
    };
    vec![section(Direction::Up), section(Direction::Down)]
}

/// For each dialect, what the models say and the history, or the live database, does not.
fn differences(
    place: &Place,
    talk: &Talk,
    args: &args::Revision,
    history: &History,
) -> Result<Vec<Difference>> {
    let graph = &history.graph;
    if args.from_db {
        return Ok(vec![autogenerate::from_database(
            place,
            talk,
            graph,
            &args.consent,
            args.drop_unmanaged.as_deref(),
        )?]);
    }
    let dialects = revisions::dialects(place, graph)?;
    if dialects.is_empty() {
        return Err(Failure::usage("no dialect is configured, and no revision tells of one")
            .hint("add `--dialect sqlite`, or several: `--dialect sqlite,postgres`"));
    }
    autogenerate::between(place, talk, history, &dialects, &args.consent)
}

fn report(
    talk: &Talk,
    revision: &Revision,
    path: &std::path::Path,
    differences: &[Difference],
) -> Result<ExitCode> {
    if talk.json {
        let operations: serde_json::Map<String, serde_json::Value> = differences
            .iter()
            .map(|one| (one.dialect.name().to_owned(), one.ops.iter().map(op::describe).collect()))
            .collect();
        talk.value(&json!({ "revision": revision.id, "path": path.display().to_string(), "operations": operations }))?;
        return Ok(ExitCode::SUCCESS);
    }
    talk.data(path.display().to_string())?;
    for difference in differences {
        talk.say(format!("{}:", difference.dialect.name()));
        for op in &difference.ops {
            talk.say(format!("  {}", op::describe(op)));
        }
    }
    for statement in differences.iter().flat_map(|difference| &difference.up.statements) {
        if let Some(hazard) = &statement.hazard {
            talk.warn(hazard);
        }
    }
    talk.say("Next: review the file, then `cargo xtask db upgrade`.");
    Ok(ExitCode::SUCCESS)
}
