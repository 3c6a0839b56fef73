//! Where the models and the migrations differ, told at the struct, field or attribute. How the difference is found is the
//! engine's to know; no database is asked.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use migrate::autogenerate::{self, Side};
use migrate::dialect::Dialect;
use migrate::graph::Graph;
use migrate::memory::Memory;
use migrate::op::Op;
use migrate::replay::{self, UnreadIn};
use migrate::schema::{Name, Schema, Subject};
use migrate_syntax::{Models, Place, Subject as Written};

use crate::models::reach;
use crate::project::{Drift, Project};
use crate::report::{Finding, Severity};

/// What mends drift.
const HINT: &str = "write the revision: `cargo xtask db revision -m \"describe the change\"`";

/// What a comparison of models and history came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// One finding for each thing in which they differ and that stands in a struct, for all dialects of the project
    /// together.
    pub found: Vec<Finding>,
    /// As `found`, of what the models have no struct for, with what mends it.
    pub elsewhere: Vec<Finding>,
    /// What kept them from being compared, and, where they differ, the statements whose effect could not be told.
    pub around: Vec<Finding>,
    /// Of each dialect, what would have to change; `None` where that could not be told.
    pub busy: Vec<Option<Busy>>,
}

/// What would have to change, for one dialect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Busy {
    /// The tables, by the names that they have and those that they get.
    pub tables: BTreeSet<Name>,
    /// Something that is no table.
    pub others: bool,
}

/// What the history leaves, for one dialect.
#[derive(Debug, Clone)]
pub struct Before {
    /// The dialect.
    pub dialect: &'static dyn Dialect,
    /// The schema.
    pub schema: Schema,
    /// The statements whose effect could not be told.
    pub unread: Vec<UnreadIn>,
}

/// What the history leaves, for each dialect of the project.
pub fn replayed(project: &Project, graph: &Graph, memory: &mut dyn Memory) -> Vec<Before> {
    let of = |dialect: &&'static dyn Dialect| {
        let (schema, unread) = replay::history_remembered(*dialect, graph.iter(), memory);
        Before { dialect: *dialect, schema, unread }
    };
    project.dialects.iter().map(of).collect()
}

/// Compares `models` with what the history leaves.
pub fn check(
    project: &Project,
    models: &Models,
    before: &[Before],
    drift: Drift,
    memory: &mut dyn Memory,
) -> Differences {
    let severity = match drift {
        Drift::Deny => Severity::Error,
        Drift::Warn => Severity::Warning,
        Drift::Off => return Differences::default(),
    };
    let mut said = Said::default();
    let mut busy = Vec::new();
    let mut refusals = Vec::new();
    for Before { dialect, schema, .. } in before {
        let (next, hints) = (models.schema(*dialect), models.hints(*dialect));
        match autogenerate::differences(*dialect, schema, &next, &hints, memory) {
            Ok(ops) => {
                said.add(*dialect, autogenerate::drift(*dialect, &ops));
                busy.push(Some(self::busy(&ops)));
            }
            Err(errors) => {
                let errors = errors.into_iter();
                refusals.extend(errors.map(|error| Finding { severity, ..error.into() }));
                busy.push(None);
            }
        }
    }
    let (found, elsewhere) = said.findings(project, models, severity);
    let mut around = refusals;
    if !found.is_empty() || !elsewhere.is_empty() || !around.is_empty() {
        let unread = before.iter().flat_map(|before| &before.unread);
        around.extend(unread.map(|unread| unknown(project, unread)));
    }
    Differences { found, elsewhere, around, busy }
}

/// What `ops` change.
pub(crate) fn busy(ops: &[Op]) -> Busy {
    let mut busy = Busy::default();
    for op in ops {
        match op {
            Op::CreateTable(table) | Op::DropTable(table) => {
                busy.tables.insert(table.name.clone());
            }
            Op::RenameTable { previous, next } => {
                busy.tables.extend([previous.clone(), next.clone()]);
            }
            Op::AlterTable { table, .. } => {
                busy.tables.insert(table.clone());
            }
            Op::CreateEnum(_)
            | Op::DropEnum(_)
            | Op::AlterEnum { .. }
            | Op::ReplaceEnum { .. }
            | Op::CreateExtension { .. }
            | Op::DropExtension { .. }
            | Op::CreateDomain(_)
            | Op::AlterDomain { .. }
            | Op::DropDomain(_)
            | Op::CreateSequence(_)
            | Op::AlterSequence { .. }
            | Op::DropSequence(_)
            | Op::CreateNamespace(_)
            | Op::DropNamespace(_)
            | Op::CreateView(_)
            | Op::DropView(_)
            | Op::CreateFunction(_)
            | Op::DropFunction(_)
            | Op::ReplaceFunction { .. } => busy.others = true,
        }
    }
    busy
}

/// The one sentence about `found`, for where there is room for no more.
pub fn summary(found: &[Finding]) -> Option<Finding> {
    let first = found.first()?;
    let (path, line, column) = (first.path.as_deref()?.display(), first.line, first.column);
    let many = match found {
        [_] => "1 place".to_owned(),
        several => format!("{} places, the first of them", several.len()),
    };
    let message =
        format!("the models and the migrations differ in {many} at {path}:{line}:{column}");
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

/// A thing, the one part of it that differs, who has it, and the words about it.
type Thing = (Subject, Option<&'static str>, Side, String);

/// What each dialect says of each thing.
#[derive(Default)]
struct Said {
    dialects: usize,
    /// Under the thing and the words about it, the dialects in which they hold.
    found: BTreeMap<Thing, Vec<&'static str>>,
}

impl Said {
    fn add(&mut self, dialect: &dyn Dialect, drifts: Vec<autogenerate::Drift>) {
        self.dialects += 1;
        for drift in drifts {
            self.found
                .entry((drift.subject, drift.aspect, drift.side, drift.message))
                .or_default()
                .push(dialect.name());
        }
    }

    /// What has its place in a struct, in the order of the source, and what has none: that is told at a `mod` which still
    /// asks for the file of a model, else at the folder of the migrations, which have it.
    fn findings(
        self,
        project: &Project,
        models: &Models,
        severity: Severity,
    ) -> (Vec<Finding>, Vec<Finding>) {
        let all = self.dialects;
        let dangling = LazyCell::new(|| reach::dangling(project));
        let (mut found, mut elsewhere) = (Vec::new(), Vec::new());
        for ((subject, aspect, _, mut message), dialects) in self.found {
            if dialects.len() < all {
                message = format!("{message} for {}", dialects.join(" and "));
            }
            let finding = Finding { severity, ..Finding::error(message) };
            if let Some(place) = place(models, &subject, aspect) {
                found.push(finding.at(&place.path, place.line, place.column));
                continue;
            }
            let folder = || (project.shown(&project.migrations).to_owned(), 0, 0);
            let (path, line, column) = dangling.clone().unwrap_or_else(folder);
            elsewhere.push(finding.at(path, line, column).help(HINT));
        }
        found.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
        (found, elsewhere)
    }
}

/// Where a subject is written, or the part of it that differs; else its table.
fn place<'m>(models: &'m Models, subject: &Subject, aspect: Option<&str>) -> Option<&'m Place> {
    aspect
        .and_then(|aspect| models.aspect(&written(subject), aspect))
        .or_else(|| models.place(&written(subject)))
        .or_else(|| models.place(&Written::Table(table(subject)?.clone())))
}

/// The subject in the models' words, which know finer ones too.
fn written(subject: &Subject) -> Written {
    match subject.clone() {
        Subject::Table(name) => Written::Table(name),
        Subject::Column(table, name) => Written::Column(table, name),
        Subject::Index(table, name) => Written::Index(table, name),
        Subject::Constraint(table, name) => Written::Constraint(table, name),
        Subject::Enum(name) => Written::Enum(name),
        Subject::Domain(name) => Written::Domain(name),
        Subject::Sequence(name) => Written::Sequence(name),
        Subject::Extension(name) => Written::Extension(name),
    }
}

fn table(subject: &Subject) -> Option<&Name> {
    match subject {
        Subject::Table(name) => Some(name),
        Subject::Column(table, _) | Subject::Index(table, _) | Subject::Constraint(table, _) => {
            Some(table)
        }
        Subject::Enum(_) | Subject::Domain(_) | Subject::Sequence(_) | Subject::Extension(_) => {
            None
        }
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
