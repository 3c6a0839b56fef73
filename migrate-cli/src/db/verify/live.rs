//! The live database itself: what this role may do to it, and whether its schema is what the history makes.

use std::collections::BTreeSet;

use migrate::diff::Hints;
use migrate::error::Cause;
use migrate::graph::Graph;
use migrate::schema::Name;
use migrate::session::{Session, block_on};
use migrate::{history, introspect, op, replay};

use super::{Finding, Status};
use crate::args::Consent;
use crate::database::Open;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{autogenerate, models, state};

/// The table that is tried to be created, and is never there for anybody.
const TRIAL: &str = "migrate_verify_trial";

/// Whether tables can be created, which is tried and taken back, and those of the history altered.
pub(super) fn privileges(open: &mut Open, graph: &Graph) -> Finding {
    if let Err(error) = create_and_forget(open) {
        let status = if error.cause() == Cause::Locked { Status::Warn } else { Status::Fail };
        let finding = Finding::of("privileges", &Failure::from(error));
        let what = format!("no table can be created: {}", finding.what);
        return Finding { status, what, ..finding };
    }
    let others = match block_on(introspect::owned_by_others(&mut open.connection)) {
        Ok(others) => others,
        Err(error) => return Finding::of("privileges", &Failure::from(error)),
    };
    let (known, _) = replay::history(open.connection.dialect(), graph.iter());
    let own = [open.table.clone(), history::journal(&open.table)];
    let details: Vec<String> = others
        .iter()
        .filter(|(table, _)| known.tables.contains_key(*table) || own.contains(table))
        .map(|(table, owner)| format!("`{table}` belongs to `{owner}`"))
        .collect();
    if details.is_empty() {
        return Finding::new(Status::Pass, "privileges", "tables can be created and altered");
    }
    Finding::new(Status::Fail, "privileges", "tables belong to another role, and cannot be altered")
        .details(details)
        .hint("connect as their owner, or as a member of that role")
}

fn create_and_forget(open: &mut Open) -> migrate::Result<()> {
    let dialect = open.connection.dialect();
    let connection = &mut open.connection;
    block_on(async {
        connection.execute(dialect.conduct().begin).await?;
        let tried = connection.execute(&history::create(dialect, &Name::new(TRIAL))).await;
        let forgotten = connection.execute("ROLLBACK").await;
        tried.and(forgotten)
    })
}

/// Whether the live schema is what the applied revisions make, and the history what the models say; what is neither's.
pub(super) fn schema(
    place: &Place,
    talk: &Talk,
    open: &mut Open,
    graph: &Graph,
    applied: &BTreeSet<String>,
    findings: &mut Vec<Finding>,
) {
    let mut alone = Vec::new();
    let stopped = findings.iter().any(|one| one.check == "journal" && one.status == Status::Fail);
    let mut against = against_history(talk, open, graph, applied, &mut alone)
        .unwrap_or_else(|failure| Finding::of("schema", &failure));
    if stopped && against.status == Status::Fail {
        against = against.hint("first end the revision that was stopped");
    }
    findings.push(against);
    findings.push(
        against_models(place, talk, open, graph)
            .unwrap_or_else(|failure| Finding::of("models", &failure)),
    );
    if !alone.is_empty() {
        let what = format!("in no migration, left alone: {}", alone.join(", "));
        findings.push(Finding::new(Status::Info, "unmanaged", what));
    }
}

fn against_history(
    talk: &Talk,
    open: &mut Open,
    graph: &Graph,
    applied: &BTreeSet<String>,
    alone: &mut Vec<String>,
) -> Result<Finding> {
    let dialect = open.connection.dialect();
    let mut live = block_on(introspect::introspect(&mut open.connection))?;
    state::without_history(&mut live, &open.table);
    let whole = autogenerate::replayed(dialect, talk, graph, None)?;
    let (wanted, _) =
        replay::history(dialect, graph.iter().filter(|one| applied.contains(&one.id)));
    *alone = state::take_strangers(&mut live, &[&whole, &wanted]);
    let wanted = match block_on(open.connection.scratch(&wanted)) {
        Ok(wanted) => wanted,
        // Often only a right that migrating does not need: to create a namespace.
        Err(error) => {
            let what = format!("cannot be compared, a scratch place cannot be made: {error}");
            return Ok(Finding::new(Status::Warn, "schema", what));
        }
    };
    let hints = autogenerate::hints(Hints::default(), &all());
    let ops = migrate::diff::diff(&live, &wanted, &hints, dialect)?;
    if ops.is_empty() {
        return Ok(Finding::new(Status::Pass, "schema", "what the applied revisions make"));
    }
    let what = "not what the applied revisions make; to become that, it would need";
    Ok(Finding::new(Status::Fail, "schema", what)
        .details(ops.iter().map(op::describe).collect())
        .hint("put it back by hand, or write the change as a revision"))
}

fn against_models(place: &Place, talk: &Talk, open: &Open, graph: &Graph) -> Result<Finding> {
    let project = place.project()?;
    if !project.models.exists() {
        let what = format!("there is no folder `{}` to compare with", project.models.display());
        return Ok(Finding::new(Status::Info, "models", what));
    }
    let dialect = open.connection.dialect();
    let models = models::read(place, &[dialect])?;
    let difference = autogenerate::from_history(dialect, talk, graph, &models, &all())?;
    if difference.ops.is_empty() {
        return Ok(Finding::new(Status::Pass, "models", "the history says what they say"));
    }
    Ok(Finding::new(Status::Fail, "models", "they say what the history does not")
        .details(difference.ops.iter().map(op::describe).collect())
        .hint("cargo xtask db revision \"describe the change\""))
}

fn all() -> Consent {
    Consent { allow_destructive: true, drop_and_add: true, online: false }
}
