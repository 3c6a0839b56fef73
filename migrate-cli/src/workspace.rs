//! Where things are: the package, its models, its revisions, its dialects. Options beat Cargo.toml; a command that was
//! given folders needs no Cargo workspace at all.

use std::cell::OnceCell;
use std::path::Path;

use cargo_metadata::MetadataCommand;
use migrate::dialect::{self, Dialect};
use migrate::history;
use migrate::schema::Name;
use migrate_build::project::Project;

use crate::args::Global;
use crate::failure::{Failure, Result};

/// The place in which a command works.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) global: Global,
    project: OnceCell<Project>,
}

impl Place {
    pub(crate) fn new(global: Global) -> Self {
        Place { global, project: OnceCell::new() }
    }

    /// The settings in force: the package's, with what the command line says instead. Where the command line names a
    /// folder and there is no package, the folder is all there is.
    pub(crate) fn project(&self) -> Result<&Project> {
        if let Some(project) = self.project.get() {
            return Ok(project);
        }
        let given = self.global.migrations.is_some() || self.global.models.is_some();
        let mut project = match search(self.global.package.as_deref()) {
            Ok(project) => project,
            Err(_) if given && self.global.package.is_none() => bare()?,
            Err(failure) => return Err(failure),
        };
        let here = std::env::current_dir()?;
        if let Some(folder) = &self.global.migrations {
            project.migrations = here.join(folder);
        }
        if let Some(folder) = &self.global.models {
            project.models = here.join(folder);
        }
        if !self.global.dialect.is_empty() {
            project.dialects = self.asked()?;
        }
        Ok(self.project.get_or_init(|| project))
    }

    /// The dialects that the command line names.
    pub(crate) fn asked(&self) -> Result<Vec<&'static dyn Dialect>> {
        Ok(self.global.dialect.iter().map(|name| dialect::find(name)).collect::<Result<_, _>>()?)
    }

    /// The table that says what is applied; the usual one where no package says another.
    pub(crate) fn history_table(&self) -> Name {
        let configured = self.project().ok().and_then(|project| project.history_table.as_deref());
        history::table(configured.unwrap_or(history::TABLE))
    }
}

/// No package: nothing is configured.
fn bare() -> Result<Project> {
    Ok(Project::bare(&std::env::current_dir()?))
}

/// The package of that name, or the one with `[package.metadata.migrate]`; the one around the current folder first.
fn search(package: Option<&str>) -> Result<Project> {
    let here = std::env::current_dir()?;
    // Cargo would say the same, but only after it has started.
    if !here.ancestors().any(|folder| folder.join("Cargo.toml").is_file()) {
        return Err(nowhere("there is no `Cargo.toml` in this folder or above it"));
    }
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .map_err(|error| nowhere(first_line(&error.to_string())))?;
    let packages = metadata.workspace_packages();
    let mut candidates: Vec<_> = match package {
        Some(name) => {
            packages.into_iter().filter(|package| package.name.as_str() == name).collect()
        }
        None => packages
            .into_iter()
            .filter(|package| package.metadata.get("migrate").is_some())
            .collect(),
    };
    if candidates.len() > 1
        && let Some(around) =
            candidates.iter().position(|package| within(&here, package.manifest_path.as_std_path()))
    {
        candidates = vec![candidates[around]];
    }
    match candidates.as_slice() {
        [one] => Ok(Project::read(folder_of(one.manifest_path.as_std_path()))?),
        [] => Err(match package {
            Some(name) => Failure::usage(format!("the workspace has no package `{name}`")),
            None => Failure::new(format!(
                "no package of the workspace `{}` has a `[package.metadata.migrate]` section",
                metadata.workspace_root
            ))
            .hint("add the section to the application's Cargo.toml, or name a package: `--package NAME`"),
        }),
        several => Err(Failure::usage(format!(
            "several packages have migrations: {}",
            several.iter().map(|package| format!("`{}`", package.name)).collect::<Vec<_>>().join(", ")
        ))
        .hint(format!("name one: `--package {}`", several[0].name))),
    }
}

fn nowhere(why: &str) -> Failure {
    Failure::new(format!("no Cargo workspace was found from here: {why}"))
        .hint("change into a workspace, or name the folder: `--migrations DIR`")
}

fn within(here: &Path, manifest: &Path) -> bool {
    here.starts_with(folder_of(manifest))
}

fn folder_of(manifest: &Path) -> &Path {
    manifest.parent().unwrap_or(Path::new("."))
}

fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or(text).trim()
}
