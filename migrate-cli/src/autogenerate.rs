//! What the models say and the history does not, written as the sections of a revision.

mod live;
mod offline;

use std::collections::BTreeSet;

use migrate::dialect::{self, Dialect, Statement};
use migrate::diff::Hints;
use migrate::graph::{Edges, Graph};
use migrate::memory::{Forgetful, Memory};
use migrate::op::{self, Loss, Op};
use migrate::replay::UnreadIn;
use migrate::revision::{Direction, Section};
use migrate::schema::Schema;
use migrate::{plan, replay};
use migrate_syntax::Models;

use crate::args::Consent;
use crate::database::Open;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::{fresh, state};
pub(crate) use live::from_database;
pub(crate) use offline::between;

/// A difference, for one dialect.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) dialect: &'static dyn Dialect,
    pub(crate) ops: Vec<Op>,
    pub(crate) up: Script,
    pub(crate) down: Script,
    /// What the way down brings back.
    pub(crate) loss: Loss,
    /// What the models say that has done its work and can go.
    spent: Vec<String>,
}

/// The statements of one way.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) statements: Vec<Statement>,
    /// Whether they run in one transaction, rather than in one each.
    pub(crate) transaction: bool,
}

/// The statements both ways for `ops`, which start from `previous`; refused where they lose data and nobody agreed.
pub(crate) fn write(
    dialect: &'static dyn Dialect,
    previous: &Schema,
    ops: Vec<Op>,
    consent: &Consent,
) -> Result<Difference> {
    if !consent.allow_destructive {
        refuse_loss(dialect, &ops, previous)?;
    }
    let up = script(dialect, &ops, previous, consent)?;
    let mut next = previous.clone();
    op::apply(&mut next, &ops, dialect.capability());
    let down = script(dialect, &op::reverse(&ops), &next, consent)?;
    let loss = op::loss(&ops, dialect.capability());
    Ok(Difference { dialect, ops, up, down, loss, spent: Vec::new() })
}

/// One way: as a whole in one transaction, or, if nobody shall wait and that makes a difference, in steps.
fn script(
    dialect: &dyn Dialect,
    ops: &[Op],
    previous: &Schema,
    consent: &Consent,
) -> Result<Script> {
    let steps = if consent.online { dialect::online(dialect, ops, previous)? } else { None };
    Ok(match steps {
        Some(steps) => Script { statements: dialect.limited(steps), transaction: false },
        None => Script { statements: dialect::render(dialect, ops, previous)?, transaction: true },
    })
}

fn refuse_loss(dialect: &dyn Dialect, ops: &[Op], previous: &Schema) -> Result<()> {
    // a hazard is told of a table by the name that it has by then
    let (mut schema, mut lost) = (previous.clone(), Vec::new());
    for op in ops {
        if op::is_destructive(op, dialect.capability()) {
            lost.extend(op::hazards(op, &schema));
        }
        op::apply(&mut schema, std::slice::from_ref(op), dialect.capability());
    }
    if lost.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("this would lose data: {}", lost.join("; ")))
        .hint("if that is meant, add `--allow-destructive`; if something was renamed, say `renamed_from = \"…\"` in the model"))
}

/// Hints as the models give them, with what the command line adds.
pub(crate) fn hints(mut hints: Hints, consent: &Consent) -> Hints {
    hints.drop_and_add |= consent.drop_and_add;
    hints
}

/// What the models say and the history does not.
pub(crate) fn from_history(
    dialect: &'static dyn Dialect,
    talk: &Talk,
    graph: &Graph,
    models: &Models,
    consent: &Consent,
) -> Result<Difference> {
    let (previous, unread) = replay::history(dialect, graph.iter());
    tell(talk, &unread);
    let difference = from_previous(dialect, &previous, models, consent, &mut Forgetful)?;
    tell_spent(talk, &difference);
    Ok(difference)
}

/// What the models say and `previous`, which the history leaves, does not. What `memory` knows is not worked out again.
fn from_previous(
    dialect: &'static dyn Dialect,
    previous: &Schema,
    models: &Models,
    consent: &Consent,
    memory: &mut dyn Memory,
) -> Result<Difference> {
    let hints = hints(models.hints(dialect), consent);
    let next = models.schema(dialect);
    let ops =
        migrate::autogenerate::autogenerate_remembered(dialect, previous, &next, &hints, memory)?;
    let spent = migrate::diff::spent(&hints, previous, dialect.capability()).into_iter();
    let spent = spent.map(|spent| {
        let (name, subject, previous) = (dialect.name(), &spent.subject, &spent.previous);
        format!("{name}: {subject}: `renamed_from = \"{previous}\"` has done its work and can go")
    });
    Ok(Difference { spent: spent.collect(), ..write(dialect, previous, ops, consent)? })
}

fn tell_spent(talk: &Talk, difference: &Difference) {
    difference.spent.iter().for_each(|line| talk.say(line));
}

/// Refuses a database to which something is not applied yet: it would be written a second time.
pub(crate) fn at_head(open: &mut Open, graph: &Graph) -> Result<()> {
    let applied: BTreeSet<String> = open.applied()?;
    let pending = fresh::ids(&plan::pending(graph, &applied));
    if pending.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the database is not up to date, pending: {}", fresh::list(&pending)))
        .hint("apply them first: `cargo xtask db upgrade`"))
}

/// The schema that the history leaves, as a whole or up to a target. What could not be followed is told.
pub(crate) fn replayed(
    dialect: &'static dyn Dialect,
    talk: &Talk,
    graph: &Graph,
    target: Option<&str>,
) -> Result<Schema> {
    let wanted: Option<BTreeSet<String>> = match target {
        None => None,
        Some(text) => Some(
            fresh::resolve(graph, text)?
                .iter()
                .flat_map(|id| {
                    graph
                        .ancestors(id, Edges::All)
                        .into_iter()
                        .map(|one| one.id.clone())
                        .chain([id.clone()])
                })
                .collect(),
        ),
    };
    let chosen =
        graph.iter().filter(|one| wanted.as_ref().is_none_or(|wanted| wanted.contains(&one.id)));
    let (schema, unread) = replay::history(dialect, chosen);
    tell(talk, &unread);
    Ok(schema)
}

/// Tells what of a history could not be followed.
fn tell(talk: &Talk, unread: &[UnreadIn]) {
    for one in unread {
        let path = one
            .path
            .as_ref()
            .map_or_else(|| one.revision.clone(), |path| path.display().to_string());
        state::tell_unread(talk, &path, &one.unread);
    }
}

/// The two sections that a difference becomes. The way down begins with what it brings back.
pub(crate) fn sections(difference: &Difference) -> [Section; 2] {
    let section = |direction, script: &Script, sql| Section {
        direction,
        dialect: Some(difference.dialect.name().to_owned()),
        transaction: script.transaction,
        hook: false,
        irreversible: false,
        limits: migrate::revision::Limits::NONE,
        sql,
        line: 0,
    };
    let (up, down) = (&difference.up, &difference.down);
    let back = match difference.loss {
        Loss::Lossless => "lossless",
        Loss::Lossy => "lossy: not all that the way up takes comes back",
        Loss::Irreversible => "irreversible: cannot run where tables hold rows",
    };
    let below = format!("-- {back}\n{}", text(&down.statements));
    [section(Direction::Up, up, text(&up.statements)), section(Direction::Down, down, below)]
}

/// Statements as they stand in a file: a semicolon behind each, its hazard on a line before it, its effect on one behind.
pub(crate) fn text(statements: &[Statement]) -> String {
    let mut text = String::new();
    for statement in statements {
        if let Some(hazard) = &statement.hazard {
            text.push_str(&format!("-- hazard: {hazard}\n"));
        }
        text.push_str(&statement.sql);
        text.push_str(";\n");
        if let Some(effect) = &statement.effect {
            text.push_str(&format!("-- migrate:effect {effect}\n"));
        }
    }
    text
}
