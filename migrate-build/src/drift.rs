//! Where the models and the migrations differ, told at the struct, field or attribute. How the difference is found is the
//! engine's to know; no database is asked.

use std::collections::BTreeMap;

use migrate::autogenerate::{self, Side};
use migrate::dialect::Dialect;
use migrate::graph::Graph;
use migrate::memory::Memory;
use migrate::replay::{self, UnreadIn};
use migrate::schema::{Name, Subject};
use migrate_syntax::{Models, Subject as Written};

use crate::project::{Drift, Project};
use crate::report::{Finding, Severity};

/// What mends drift.
const HINT: &str = "write the revision: `cargo xtask db revision -m \"describe the change\"`";

/// What a comparison of models and history came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// One finding for each thing in which they differ, for all dialects of the project together.
    pub found: Vec<Finding>,
    /// What kept them from being compared, and, where they differ, the statements whose effect could not be told.
    pub around: Vec<Finding>,
}

/// Compares `models` with the history.
pub fn check(
    project: &Project,
    models: &Models,
    graph: &Graph,
    drift: Drift,
    memory: &mut dyn Memory,
) -> Differences {
    let severity = match drift {
        Drift::Deny => Severity::Error,
        Drift::Warn => Severity::Warning,
        Drift::Off => return Differences::default(),
    };
    let mut said = Said::default();
    let mut unread = Vec::new();
    let mut refusals = Vec::new();
    for dialect in &project.dialects {
        let (previous, unknown) = replay::history_remembered(*dialect, graph.iter(), memory);
        match autogenerate::check(
            *dialect,
            &previous,
            &models.schema(*dialect),
            &models.hints(*dialect),
            memory,
        ) {
            Ok(drifts) => said.add(*dialect, drifts),
            Err(errors) => refusals.extend(
                errors.into_iter().map(|error| Finding { severity, ..Finding::from(error) }),
            ),
        }
        unread.extend(unknown);
    }
    let found = said.findings(project, models, severity);
    let mut around = refusals;
    if !found.is_empty() || !around.is_empty() {
        around.extend(unread.iter().map(|unread| unknown(project, unread)));
    }
    Differences { found, around }
}

/// The one sentence about `found`, for where there is room for no more.
pub fn summary(found: &[Finding]) -> Option<Finding> {
    let first = found.first()?;
    let message = match found {
        [_] => "the models and the migrations differ in 1 place".to_owned(),
        several => format!("the models and the migrations differ in {} places", several.len()),
    };
    Some(Finding { severity: first.severity, ..Finding::error(message) }.help(HINT))
}

/// The lines that the derives read from OUT_DIR, to tell each of `found` in the struct: how much it matters, path, line,
/// column and what is to be said, with tabs between them.
pub fn lines(found: &[Finding]) -> String {
    found.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let path = finding.path.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    let text = format!("{}; {HINT}", finding.message).replace(['\t', '\n'], " ");
    format!("{word}\t{path}\t{}\t{}\t{text}\n", finding.line, finding.column)
}

/// What each dialect says of each thing.
#[derive(Default)]
struct Said {
    dialects: usize,
    /// Under the thing and the words about it, the dialects in which they hold.
    found: BTreeMap<(Subject, Side, String), Vec<&'static str>>,
}

impl Said {
    fn add(&mut self, dialect: &dyn Dialect, drifts: Vec<autogenerate::Drift>) {
        self.dialects += 1;
        for drift in drifts {
            self.found
                .entry((drift.subject, drift.side, drift.message))
                .or_default()
                .push(dialect.name());
        }
    }

    /// In the order of the source, what has no place in it last.
    fn findings(self, project: &Project, models: &Models, severity: Severity) -> Vec<Finding> {
        let all = self.dialects;
        let mut findings: Vec<Finding> = self
            .found
            .into_iter()
            .map(|((subject, _, mut message), dialects)| {
                if dialects.len() < all {
                    message = format!("{message} for {}", dialects.join(" and "));
                }
                placed(project, models, &subject, Finding { severity, ..Finding::error(message) })
            })
            .collect();
        findings.sort_by(|a, b| {
            (a.line == 0, &a.path, a.line, a.column).cmp(&(b.line == 0, &b.path, b.line, b.column))
        });
        findings
    }
}

/// The finding where its subject is written, else at its table, else at the folder of the models.
fn placed(project: &Project, models: &Models, subject: &Subject, finding: Finding) -> Finding {
    let place = models
        .place(&written(subject))
        .or_else(|| models.place(&Written::Table(table(subject)?.clone())));
    match place {
        Some(place) => finding.at(&place.path, place.line, place.column),
        None => finding.at(project.shown(&project.models), 0, 0),
    }
}

/// The subject in the models' words, which know finer ones too.
fn written(subject: &Subject) -> Written {
    match subject.clone() {
        Subject::Table(name) => Written::Table(name),
        Subject::Column(table, name) => Written::Column(table, name),
        Subject::Index(table, name) => Written::Index(table, name),
        Subject::Constraint(table, name) => Written::Constraint(table, name),
        Subject::Enum(name) => Written::Enum(name),
    }
}

fn table(subject: &Subject) -> Option<&Name> {
    match subject {
        Subject::Table(name) => Some(name),
        Subject::Column(table, _) | Subject::Index(table, _) | Subject::Constraint(table, _) => {
            Some(table)
        }
        Subject::Enum(_) => None,
    }
}

fn unknown(project: &Project, unread: &UnreadIn) -> Finding {
    let UnreadIn { path, revision, unread } = unread;
    let finding = Finding::warning(format!(
        "what this statement does to the schema cannot be told, so it was left out: `{}`: {}",
        unread.text, unread.reason
    ))
    .help("say it on the line after the statement: `-- migrate:effect ALTER TABLE …`");
    match path {
        Some(path) => finding.at(project.shown(path), unread.line, 0),
        None => {
            Finding { message: format!("revision `{revision}`: {}", finding.message), ..finding }
        }
    }
}
