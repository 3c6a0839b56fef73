//! The models of a project: its files read, parsed and put in one value. How a file is parsed is migrate-syntax's to know.

mod context;
mod modules;
pub mod reach;

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
    let files = walk::find(project)?;
    let mut sources = Vec::with_capacity(files.len());
    let mut errors = Vec::new();
    for path in &files {
        match walk::read(project, path) {
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
