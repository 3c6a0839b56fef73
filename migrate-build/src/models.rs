//! The models of a project: its files read, parsed and put in one value. How a file is parsed is migrate-syntax's to know.

pub(crate) mod context;
pub(crate) mod modules;
pub mod reach;

use std::collections::BTreeMap;
use std::path::PathBuf;

use migrate_syntax::{Diagnostic, Models, Part, Source};

use crate::project::Project;
use crate::report::{Finding, Severity};
use crate::walk;

/// The models of a project and the files that they are in.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Every `table.rs`, sorted.
    pub files: Vec<PathBuf>,
    /// What they say.
    pub models: Models,
}

/// Finds and reads the models of `project`, for all of its dialects.
///
/// # Errors
///
/// Everything that is wrong with any of them. A file that cannot be found, read or parsed stops everything: its tables must
/// not look as if they had been deleted.
pub fn read(project: &Project) -> Result<Found, Vec<Finding>> {
    read_with(project, &BTreeMap::new())
}

/// As [`read`], as if the files of `texts` held what is said there, whatever they hold.
///
/// # Errors
///
/// As those of [`read`].
pub fn read_with(
    project: &Project,
    texts: &BTreeMap<PathBuf, String>,
) -> Result<Found, Vec<Finding>> {
    let Sources { files, parsed, rest: _ } = sources(project, texts)?;
    let models = checked(project, migrate_syntax::parse(&parsed).map_err(findings)?)?;
    Ok(Found { files, models })
}

/// The Rust source of a project.
pub(crate) struct Sources {
    /// Every `table.rs`, sorted.
    pub(crate) files: Vec<PathBuf>,
    /// What is parsed: these files, then those that they take types from.
    pub(crate) parsed: Vec<Source>,
    /// All other source.
    pub(crate) rest: Vec<Source>,
}

/// Reads the source of `project`, as if the files of `texts` held what is said there.
pub(crate) fn sources(
    project: &Project,
    texts: &BTreeMap<PathBuf, String>,
) -> Result<Sources, Vec<Finding>> {
    let mut files = walk::find(project)?;
    files.extend(texts.keys().cloned());
    files.sort();
    files.dedup();
    let mut sources = Vec::with_capacity(files.len());
    let mut errors = Vec::new();
    for path in &files {
        let text = texts.get(path).cloned().map_or_else(|| walk::read(project, path), Ok);
        match text {
            Ok(text) => sources.push(Source::new(project.shown(path), text)),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let (chosen, rest) = context::find(project, &sources)?;
    sources.extend(chosen);
    Ok(Sources { files, parsed: sources, rest })
}

/// What the files of `sources` say, file by file.
pub(crate) fn parts(sources: &[Source]) -> Result<Vec<Part>, Vec<Finding>> {
    migrate_syntax::parse_parts(sources).map_err(findings)
}

/// The models, if all dialects of `project` can have them.
pub(crate) fn checked(project: &Project, models: Models) -> Result<Models, Vec<Finding>> {
    let errors = models.check(&project.dialects);
    if errors.is_empty() { Ok(models) } else { Err(findings(errors)) }
}

fn findings(diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
    diagnostics.into_iter().map(Finding::from).collect()
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        let Diagnostic { path, line, column, end: _, message, help } = diagnostic;
        let help = Some(help).filter(|help| !help.is_empty());
        Finding { severity: Severity::Error, path: Some(path), line, column, message, help }
    }
}
