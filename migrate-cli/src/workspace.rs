//! Where things are: the package, its models, its revisions, its dialects. Options beat Cargo.toml; a command that was
//! given folders needs no Cargo workspace at all.

mod members;

use std::cell::OnceCell;
use std::path::Path;

use cargo_metadata::MetadataCommand;
use migrate::dialect::{self, Dialect};
use migrate::history;
use migrate::schema::Name;
use migrate_build::project::Project;

use members::{Package, Workspace};

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
    let workspace = match members::read(&here) {
        Some(workspace) => workspace,
        None => asked_of_cargo(&here)?,
    };
    let mut candidates: Vec<&Package> = match package {
        Some(name) => workspace.packages.iter().filter(|package| package.name == name).collect(),
        None => workspace.packages.iter().filter(|package| package.migrates).collect(),
    };
    if candidates.len() > 1
        && let Some(around) = candidates
            .iter()
            .filter(|package| here.starts_with(&package.folder))
            .max_by_key(|package| package.folder.components().count())
    {
        candidates = vec![around];
    }
    match candidates.as_slice() {
        [one] => Ok(Project::read(&one.folder)?),
        [] => Err(match package {
            Some(name) => Failure::usage(format!("the workspace has no package `{name}`")),
            None => Failure::new(format!(
                "no package of the workspace `{}` has a `[package.metadata.migrate]` section",
                workspace.root.display()
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

/// The workspace as cargo tells it.
fn asked_of_cargo(here: &Path) -> Result<Workspace> {
    // Cargo would say the same, but only after it has started.
    if !here.ancestors().any(|folder| folder.join("Cargo.toml").is_file()) {
        return Err(nowhere("there is no `Cargo.toml` in this folder or above it"));
    }
    let metadata = MetadataCommand::new()
        .current_dir(here)
        .no_deps()
        .exec()
        .map_err(|error| nowhere(first_line(&error.to_string())))?;
    let packages = metadata.workspace_packages().into_iter().map(|package| Package {
        name: package.name.to_string(),
        folder: folder_of(package.manifest_path.as_std_path()).to_owned(),
        migrates: package.metadata.get("migrate").is_some(),
    });
    let mut packages: Vec<Package> = packages.collect();
    packages.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(Workspace { root: metadata.workspace_root.as_std_path().to_owned(), packages })
}

fn nowhere(why: &str) -> Failure {
    Failure::new(format!("no Cargo workspace was found from here: {why}"))
        .hint("change into a workspace, or name the folder: `--migrations DIR`")
}

fn folder_of(manifest: &Path) -> &Path {
    manifest.parent().unwrap_or(Path::new("."))
}

fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A workspace as files: each path with the text of its Cargo.toml.
    type Layout = &'static [(&'static str, &'static str)];

    const APP: &str = "[package]\nname = \"app\"\n[package.metadata.migrate]\n";
    const LIB: &str = "[package]\nname = \"lib\"\n";

    /// Layouts that are plain, and the folders from which to look.
    const PLAIN: [(Layout, &[&str]); 7] = [
        (&[("", "[package]\nname = \"alone\"\n"), ("sub", LIB)], &["", "src"]),
        (
            &[
                ("", "[workspace]\nmembers = [\"app\", \"deep/lib\"]\n"),
                ("app", APP),
                ("deep/lib", LIB),
            ],
            &["", "app", "deep", "deep/lib"],
        ),
        (
            &[
                ("", "[package]\nname = \"root\"\n[workspace]\nmembers = [\"./app/\"]\n"),
                ("app", APP),
            ],
            &["", "app"],
        ),
        // A dependency by path is a member; one by the workspace's list only where it is taken.
        (
            &[
                (
                    "",
                    "[workspace]\nmembers = [\"app\"]\n[workspace.dependencies]\nlib = { path = \"lib\" }\nunused = { path = \"unused\" }\n",
                ),
                (
                    "app",
                    "[package]\nname = \"app\"\n[dependencies]\nlib.workspace = true\n[target.'cfg(unix)'.build-dependencies]\nother = { path = \"../other\" }\n",
                ),
                ("lib", LIB),
                ("other", "[package]\nname = \"other\"\n"),
                ("unused", "[package]\nname = \"unused\"\n"),
            ],
            &["", "app"],
        ),
        (
            &[
                ("", "[workspace]\nmembers = [\"app\"]\nexclude = [\"lib\"]\n"),
                (
                    "app",
                    "[package]\nname = \"app\"\n[dev-dependencies]\nlib = { path = \"../lib\" }\n",
                ),
                ("lib", LIB),
            ],
            &["", "app"],
        ),
        (
            &[
                (
                    "",
                    "[package]\nname = \"root\"\n[workspace]\n[dependencies]\napp = { path = \"app\" }\n",
                ),
                ("app", APP),
            ],
            &["", "app"],
        ),
        (
            &[
                ("", "[workspace]\nmembers = [\"a\"]\n"),
                ("a", "[package]\nname = \"a\"\n"),
                ("b", "[workspace]\n[package]\nname = \"b\"\n"),
            ],
            &["b"],
        ),
    ];

    /// Layouts about which only cargo can speak.
    const OTHERS: [(Layout, &str); 4] = [
        (&[("", "[workspace]\nmembers = [\"*\"]\n"), ("app", APP)], ""),
        (&[("", "[workspace]\nmembers = [\"app\"]\n"), ("app", APP), ("lib", LIB)], "lib"),
        (&[("", "[workspace]\nmembers = [\"app\"]\n")], ""),
        (&[("", "[workspace\n")], ""),
    ];

    fn made(layout: Layout) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, manifest) in layout {
            let source = folder.path().join(path).join("src");
            fs::create_dir_all(&source).expect("a folder");
            fs::write(source.join("lib.rs"), "").expect("a file");
            fs::write(folder.path().join(path).join("Cargo.toml"), manifest).expect("a file");
        }
        folder
    }

    #[test]
    fn plain_workspaces_are_what_cargo_says() {
        for (layout, places) in PLAIN {
            let folder = made(layout);
            for place in places {
                let here = folder.path().join(place).canonicalize().expect("a folder");
                let told = asked_of_cargo(&here)
                    .unwrap_or_else(|failure| panic!("{layout:?}: {failure:?}"));
                assert_eq!(members::read(&here), Some(told), "{place:?} of {layout:?}");
            }
        }
    }

    #[test]
    fn whatever_else_is_left_to_cargo() {
        for (layout, place) in OTHERS {
            let folder = made(layout);
            let here = folder.path().join(place).canonicalize().expect("a folder");
            assert_eq!(members::read(&here), None, "{place:?} of {layout:?}");
        }
    }
}
