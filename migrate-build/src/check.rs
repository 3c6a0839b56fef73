//! The check of a project as one function: its files in, findings and the text to embed out. Prints and writes nothing.

use std::collections::BTreeMap;

use migrate::Error;
use migrate::graph::Graph;
use migrate::memory::Memory;
use migrate_syntax::Models;

use crate::again;
use crate::cache::{Cache, Kept};
use crate::create;
use crate::drift::{self, Differences};
use crate::embed::{self, Create, Embedding, Rendered};
use crate::history;
use crate::last::{self, Run, key_of};
use crate::models::{self, reach};
use crate::project::{Drift, Project};
use crate::report::{Finding, Report, Severity};

/// What the caller wants to know.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// What is done about models that the migrations do not make.
    pub drift: Drift,
    /// Whether the tables that the models ask for are embedded whole, for a start without a history, and not by name only.
    pub create: bool,
}

/// What came out.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What was found, errors first.
    pub report: Report,
    /// Differences between models and migrations that the derives tell at their places, and only the derives.
    pub told: Vec<Finding>,
    /// The text of `migrations.rs`, if the history can be embedded.
    pub embedded: Option<String>,
}

/// Checks models and history of `project`, each of them even if the other is broken. What `memory` knows is not worked out
/// again.
pub fn check(project: &Project, wish: Wish, memory: &mut dyn Memory) -> Outcome {
    whole(project, wish, None, memory)
}

/// As [`check`], but only what has changed since the run that was kept is looked at, wherever that can be told. What this run
/// finds takes the place of what that one found.
pub fn check_again(project: &Project, wish: Wish, kept: &mut Kept) -> Outcome {
    let Kept { memory, last } = kept;
    match again::check(project, wish, last, memory) {
        Some(outcome) => outcome,
        None => whole(project, wish, Some(last), memory),
    }
}

fn whole(
    project: &Project,
    wish: Wish,
    last: Option<&mut Cache>,
    memory: &mut dyn Memory,
) -> Outcome {
    let mut findings = Vec::new();
    let sources = keep(models::sources(project, &BTreeMap::new()), &mut findings);
    let mut run = Run::new(project, wish);
    let models = sources.as_ref().and_then(|sources| {
        let parts = keep(models::parts(&sources.parsed), &mut findings)?;
        if last.is_some() {
            run.said = last::said(&parts);
        }
        let models = Models::of_parts(parts.into_iter().map(|part| part.models));
        keep(models::checked(project, models), &mut findings)
    });
    let texts = history::texts(project);
    let graph = match &texts {
        Ok(texts) => history::parse(project, texts),
        // All that is wrong is told at once.
        Err(_) => history::read(project),
    };
    let graph = keep(graph, &mut findings);
    let files = sources.as_ref().filter(|_| models.is_some()).map(|sources| &sources.files[..]);
    let lost = files.map(|files| reach::check(project, files)).unwrap_or_default();
    let mut differences = Differences::default();
    let mut rendered = None;
    if let Some(graph) = &graph {
        run.heads = history::heads(graph);
        findings.extend(run.heads.clone());
        if let Some(models) = &models {
            if wish.drift != Drift::Off {
                run.before = drift::replayed(project, graph, memory);
            }
            differences = drift::check(project, models, &run.before, wish.drift, memory);
        }
        findings.append(&mut differences.around);
        let create = models.as_ref().map(|models| created(project, wish, models, memory));
        let create = keep(create.unwrap_or_else(|| Ok(Vec::new())), &mut findings);
        rendered = create.and_then(|create| {
            run.created = create.iter().map(key_of).collect();
            keep(embed(project, graph, create, memory), &mut findings)
        });
    }
    if let (Some(kept), Some(models), Some(sources), Ok(texts), Some(rendered)) =
        (last, &models, &sources, &texts, &rendered)
    {
        let found = (&differences.busy[..], &lost[..]);
        run.keep(kept, models, (sources, texts), rendered, found);
    }
    tell(findings, differences, lost, rendered.map(|rendered| rendered.text()))
}

/// The outcome of what was found. `lost` are the files that no `mod` reaches.
pub(crate) fn tell(
    mut findings: Vec<Finding>,
    differences: Differences,
    lost: Vec<Finding>,
    mut embedded: Option<String>,
) -> Outcome {
    let Differences { found, elsewhere, around, busy: _ } = differences;
    findings.extend(around);
    let (told, mut untold): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|finding| is_told(finding, &lost));
    untold.extend(elsewhere);
    findings.extend(lost);
    if let (Some(summary), Some(text)) = (drift::summary(&told), &mut embedded) {
        match summary.severity {
            // The script must not fail, or the compiler would not come to tell the places.
            Severity::Error => {
                let all = [&told[..], &untold[..]].concat();
                untold.clear();
                text.push_str(&embed::failure(&all, &summary));
            }
            Severity::Warning => findings.push(summary),
        }
    }
    findings.extend(untold);
    findings.sort_by_key(|finding| finding.severity);
    Outcome { report: Report { findings }, told, embedded }
}

/// Whether the compiler will meet the place of a finding, which lies in a struct: the struct's file is compiled.
fn is_told(finding: &Finding, lost: &[Finding]) -> bool {
    !lost.iter().any(|lost| lost.path == finding.path)
}

/// What the models ask for, as it is embedded.
pub(crate) fn created(
    project: &Project,
    wish: Wish,
    models: &Models,
    memory: &mut dyn Memory,
) -> Result<Vec<Create>, Vec<Finding>> {
    let mut create = Vec::new();
    for dialect in &project.dialects {
        let schema = models.schema(*dialect);
        create.extend(create::create(*dialect, &schema, memory).map_err(findings)?);
    }
    if !wish.create {
        create.retain(|create| !create.table.is_empty());
        for create in &mut create {
            create.statements.clear();
            create.columns.clear();
        }
        create.dedup();
    }
    Ok(create)
}

/// The text to embed.
pub(crate) fn embed(
    project: &Project,
    graph: &Graph,
    create: Vec<Create>,
    memory: &mut dyn Memory,
) -> Result<Rendered, Vec<Finding>> {
    let embedding = Embedding {
        dialects: project.dialects.clone(),
        history_table: project.history_table.as_deref(),
        revisions: graph.iter().collect(),
        heads: graph.heads().into_iter().map(|head| head.id.as_str()).collect(),
        create,
    };
    embed::render(&embedding, memory).map_err(findings)
}

fn findings(errors: Vec<Error>) -> Vec<Finding> {
    errors.into_iter().map(Finding::from).collect()
}

/// The value, or its errors among the findings.
fn keep<T>(result: Result<T, Vec<Finding>>, findings: &mut Vec<Finding>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(errors) => {
            findings.extend(errors);
            None
        }
    }
}
