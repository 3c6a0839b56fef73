//! The models of a project: its files read, parsed and put in one value. How a file is parsed is migrate-syntax's to know.

mod context;
mod modules;
pub mod reach;

use std::collections::BTreeMap;
use std::path::PathBuf;

use migrate_syntax::{Diagnostic, Models, Source};

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
    sources.extend(context::find(project, &sources)?);
    let models = migrate_syntax::parse(&sources).map_err(findings)?;
    let errors = models.check(&project.dialects);
    if errors.is_empty() { Ok(Found { files, models }) } else { Err(findings(errors)) }
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
