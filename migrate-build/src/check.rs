//! The check of a project as one function: its files in, findings and the text to embed out. Prints and writes nothing.

use migrate::Error;
use migrate::graph::Graph;
use migrate::memory::Memory;

use crate::create;
use crate::drift::{self, Differences};
use crate::embed::{self, Create, Embedding};
use crate::history;
use crate::models::{self, Found, reach};
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
    let mut findings = Vec::new();
    let found = keep(models::read(project), &mut findings);
    let graph = keep(history::read(project), &mut findings);
    let lost = found.as_ref().map(|found| reach::check(project, &found.files)).unwrap_or_default();
    let (mut told, mut untold) = (Vec::new(), Vec::new());
    let mut embedded = None;
    if let Some(graph) = &graph {
        findings.extend(history::heads(graph));
        if let Some(found) = &found {
            let Differences { found, elsewhere, around } =
                drift::check(project, &found.models, graph, wish.drift, memory);
            (told, untold) = found.into_iter().partition(|finding| is_told(finding, &lost));
            untold.extend(elsewhere);
            findings.extend(around);
        }
        embedded = keep(embed(project, wish, graph, found.as_ref(), memory), &mut findings);
    }
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

fn embed(
    project: &Project,
    wish: Wish,
    graph: &Graph,
    found: Option<&Found>,
    memory: &mut dyn Memory,
) -> Result<String, Vec<Finding>> {
    let mut create = match found {
        Some(found) => tables(project, found, memory).map_err(findings)?,
        None => Vec::new(),
    };
    if !wish.create {
        create.retain(|create| !create.table.is_empty());
        for create in &mut create {
            create.statements.clear();
            create.columns.clear();
        }
        create.dedup();
    }
    let embedding = Embedding {
        dialects: project.dialects.clone(),
        history_table: project.history_table.as_deref(),
        revisions: graph.iter().collect(),
        heads: graph.heads().into_iter().map(|head| head.id.as_str()).collect(),
        create,
    };
    embed::render(&embedding, memory).map_err(findings)
}

fn tables(
    project: &Project,
    found: &Found,
    memory: &mut dyn Memory,
) -> Result<Vec<Create>, Vec<Error>> {
    let mut all = Vec::new();
    for dialect in &project.dialects {
        all.extend(create::create(*dialect, &found.models.schema(*dialect), memory)?);
    }
    Ok(all)
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
