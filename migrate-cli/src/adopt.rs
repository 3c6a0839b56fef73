//! `db revision --from-db --adopt`: what a database holds and nobody here has made becomes ours. Models are written for it,
//! and a revision that makes it elsewhere and is recorded as applied here. Changes nothing in the database but that record.
//!
//! ```text
//! live ── find ── chosen ── write ── texts of table.rs ── parse, compare with live ─┬─ the same: files, revision, record
//!                   └──────────────── what is not the same is refused, with why ────┘
//! ```

mod files;
mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use migrate::autogenerate::{Unmanaged, unmanaged};
use migrate::dialect::Dialect;
use migrate::graph::Graph;
use migrate::revision::Revision;
use migrate::runner::{self, Options, Script};
use migrate::schema::{Name, Schema, Subject};
use migrate::session::{Session, block_on};
use migrate::{introspect, op, plan};
use serde_json::json;

use crate::args::{self, Consent};
use crate::autogenerate::{self, Difference};
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{database, fresh, models, revisions, state};
use trial::Trial;

/// Tables in which other tools keep what they have applied: theirs, unless one is named.
const TOOLS: [&str; 9] = [
    "_sqlx_migrations",
    "__diesel_schema_migrations",
    "refinery_schema_history",
    "seaql_migrations",
    "alembic_version",
    "django_migrations",
    "flyway_schema_history",
    "schema_migrations",
    "goose_db_version",
];

/// What a database holds, and what of it is ours already.
struct Holding {
    dialect: &'static dyn Dialect,
    /// All of it, without the tables of the history.
    live: Schema,
    /// What the history makes.
    history: Schema,
    /// What is nobody's and stays so: not named, or with no words for it.
    alone: Unmanaged,
    /// What is to become ours.
    chosen: Unmanaged,
}

pub(crate) fn run(
    place: &Place,
    talk: &Talk,
    args: &args::Revision,
    names: &[String],
) -> Result<ExitCode> {
    let graph = revisions::graph_or_empty(place)?;
    let parents = fresh::parents(&graph, &args.head, args.splice)?;
    let mut open = database::to_read(place)?;
    autogenerate::at_head(&mut open, &graph)?;
    let mut holding = hold(place, talk, &graph, &mut open)?;
    choose(&mut holding, names)?;
    if holding.chosen.told().is_empty() {
        talk.say("Everything in the database is in the migrations or the models.");
        return Ok(ExitCode::from(u8::from(args.exit_code)));
    }
    let trial = Trial::run(place, &mut open, holding)?;
    for (what, why) in &trial.refused {
        talk.warn(format!("{what} is left alone: {why}"));
    }
    if trial.holding.chosen.told().is_empty() {
        return Err(Failure::new("nothing of it can be said in models"));
    }
    let message = args.text.as_deref().or(args.message.as_deref()).map_or("adopt", str::trim);
    let mut revision = fresh::revision(&graph, message, parents, args.rev_id.as_deref())?;
    revision.labels = args.branch_label.clone();
    revision.depends_on = fresh::dependencies(&graph, &args.depends_on)?;
    let differences = differences(place, talk, &graph, &trial)?;
    revision.sections = differences.iter().flat_map(autogenerate::sections).collect();
    let written = files::write(place, &trial)?;
    let path = fresh::write(place, &graph, &revision)?;
    record(place, talk, &graph, &revision)?;
    report(talk, &trial, &written, &revision, &path, &differences)
}

/// Reads the database, the history and the models, which must agree: what is recorded as applied would say more else.
fn hold(place: &Place, talk: &Talk, graph: &Graph, open: &mut database::Open) -> Result<Holding> {
    let dialect = open.connection.dialect();
    let models = models::read(place, &[dialect])?;
    let all = Consent { allow_destructive: true, drop_and_add: true, ..Consent::default() };
    let pending = autogenerate::from_history(dialect, talk, graph, &models, &all)?;
    if let Some(op) = pending.ops.first() {
        return Err(Failure::new(format!(
            "the models say what no migration does: {}",
            op::describe(op)
        ))
        .hint("write that first: `cargo xtask db revision \"describe the change\"`"));
    }
    let mut live = block_on(introspect::introspect(&mut open.connection))?;
    state::without_history(&mut live, &open.table);
    let history = autogenerate::replayed(dialect, talk, graph, None)?;
    let lowered = dialect.lower(&models.schema(dialect));
    let chosen = unmanaged(&live, &[&history, &lowered]);
    Ok(Holding { dialect, live, history, alone: Unmanaged::default(), chosen })
}

/// Leaves of what is chosen what `names` name, all of it if there are none.
fn choose(holding: &mut Holding, names: &[String]) -> Result<()> {
    let mut spent: BTreeSet<&String> = BTreeSet::new();
    let mut named = |any: &[String]| {
        let found = names.iter().filter(|name| any.contains(name));
        let before = spent.len();
        spent.extend(found);
        spent.len() > before || names.iter().any(|name| any.contains(name))
    };
    let (chosen, alone) = (&mut holding.chosen, &mut holding.alone);
    chosen.subjects.retain(|subject| {
        let is_named = named(&names_of(subject));
        let of_tool = is_of_tool(subject);
        let keep = is_named || names.is_empty() && !of_tool;
        if !keep {
            alone.subjects.insert(subject.clone());
        }
        keep
    });
    let rest = &mut chosen.rest;
    let all = names.is_empty();
    rest.tables.retain(|name, _| named(&[name.to_string()]) || all);
    rest.views.retain(|name, _| named(&[name.to_string()]) || all);
    rest.functions.retain(|name, _| named(&[name.to_string()]) || all);
    // What a table may need comes along, named or not; what nothing needs does no harm.
    let domains = rest.domains.keys().map(Name::to_string);
    let sequences = rest.sequences.keys().map(Name::to_string);
    for name in domains.chain(sequences).chain(rest.extensions.keys().cloned()) {
        named(&[name]);
    }
    if let Some(unknown) = names.iter().find(|name| !spent.contains(name)) {
        let subjects = holding.chosen.subjects.iter().chain(&holding.alone.subjects);
        let mut known: Vec<String> =
            subjects.filter_map(|subject| names_of(subject).into_iter().next()).collect();
        known.extend(holding.chosen.rest.views.keys().map(Name::to_string));
        return Err(Failure::usage(format!("the database holds no `{unknown}` that is nobody's"))
            .hint(format!("what there is: {}", fresh::list(&known))));
    }
    Ok(())
}

/// The names by which a person may mean it, the best one first.
pub(crate) fn names_of(subject: &Subject) -> Vec<String> {
    match subject {
        Subject::Table(name)
        | Subject::Enum(name)
        | Subject::Domain(name)
        | Subject::Sequence(name)
        | Subject::Extension(name) => vec![name.to_string()],
        Subject::Column(table, part) => vec![format!("{table}.{part}"), table.to_string()],
        Subject::Index(table, part) | Subject::Constraint(table, part) => {
            vec![format!("{table}.{part}"), part.clone(), table.to_string()]
        }
    }
}

/// Whether another tool keeps there what it has applied.
pub(crate) fn is_of_tool(subject: &Subject) -> bool {
    matches!(subject, Subject::Table(name) if TOOLS.contains(&name.name.as_str()))
}

/// What the revision says in each dialect that the project has: in the database's own also what models cannot say.
fn differences(
    place: &Place,
    talk: &Talk,
    graph: &Graph,
    trial: &Trial,
) -> Result<Vec<Difference>> {
    let project = place.project()?;
    let own = trial.holding.dialect;
    let mut dialects = revisions::dialects(place, graph)?;
    if !dialects.iter().any(|dialect| dialect.name() == own.name()) {
        dialects.push(own);
    }
    let project = migrate_build::Project { dialects: dialects.clone(), ..project.clone() };
    let models =
        migrate_build::models::read_with(&project, &trial.texts).map_err(models::failure)?.models;
    let consent = Consent::default();
    dialects
        .into_iter()
        .map(|dialect| {
            if dialect.name() != own.name() {
                return autogenerate::from_history(dialect, talk, graph, &models, &consent);
            }
            let ops = migrate::autogenerate::adopt(
                dialect,
                &trial.holding.history,
                &models.schema(dialect),
                &trial.found(),
                &models.hints(dialect),
            )?;
            autogenerate::write(dialect, &trial.holding.history, ops, &consent)
        })
        .collect()
}

/// Records the revision as applied in the database, which holds what it makes.
fn record(place: &Place, talk: &Talk, graph: &Graph, revision: &Revision) -> Result<()> {
    let graph = Graph::new(graph.iter().cloned().chain([revision.clone()]).collect())?;
    let mut open = database::to_change(place, talk)?;
    let applied = open.applied()?;
    let stamp = plan::stamp(&graph, &applied, &[revision.id.parse()?], false)?;
    let script = Script::of(open.connection.dialect(), revision)?;
    let options = Options { table: open.table.clone(), ..Options::default() };
    block_on(runner::stamp(&mut open.connection, &[script], &stamp, &options, &mut ()))?;
    Ok(())
}

fn report(
    talk: &Talk,
    trial: &Trial,
    written: &files::Written,
    revision: &Revision,
    path: &std::path::Path,
    differences: &[Difference],
) -> Result<ExitCode> {
    let files: Vec<String> = written.paths.iter().map(|path| path.display().to_string()).collect();
    if talk.json {
        let operations: serde_json::Map<String, serde_json::Value> = differences
            .iter()
            .map(|one| (one.dialect.name().to_owned(), one.ops.iter().map(op::describe).collect()))
            .collect();
        let refused: BTreeMap<&String, &String> =
            trial.refused.iter().map(|(k, v)| (k, v)).collect();
        talk.value(&json!({
            "revision": revision.id,
            "path": path.display().to_string(),
            "files": files,
            "operations": operations,
            "refused": refused,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for file in files {
        talk.data(file)?;
    }
    talk.data(path.display().to_string())?;
    for what in trial.holding.chosen.told() {
        talk.say(format!("  adopted: {what}"));
    }
    talk.say(format!("Recorded `{}` as applied here; where else the same is there already: `cargo xtask db stamp {}`.", revision.id, revision.id));
    for (parent, lines) in &written.modules {
        talk.say(format!("Next: add to {parent}:"));
        lines.iter().for_each(|line| talk.say(format!("  {line}")));
    }
    if !written.crates.is_empty() {
        talk.say(format!("Next: `cargo add {}`, which the models use.", written.crates.join(" ")));
    }
    Ok(ExitCode::SUCCESS)
}
