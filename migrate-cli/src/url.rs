//! Which database is meant. An option beats the environment, that beats the env file, that beats Cargo.toml.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::workspace::Place;

/// The variable that names the database.
const VARIABLE: &str = "DATABASE_URL";

/// A database and where its name was found.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    pub(crate) url: String,
    /// `--database-url`, `DATABASE_URL`, a file's path.
    pub(crate) source: String,
}

/// The database that is meant.
pub(crate) fn find(place: &Place) -> Result<Database> {
    let mut searched = vec!["`--database-url`".to_owned(), format!("the variable `{VARIABLE}`")];
    search(place, &mut searched)?.ok_or_else(|| {
        Failure::new(format!("no database is named; searched: {}", searched.join(", ")))
            .hint(format!("add `--database-url sqlite:app.db`, or set `{VARIABLE}`"))
    })
}

/// The database that is meant, for a command that can do without one.
pub(crate) fn find_any(place: &Place) -> Result<Option<Database>> {
    search(place, &mut Vec::new())
}

fn search(place: &Place, searched: &mut Vec<String>) -> Result<Option<Database>> {
    if let Some(url) = &place.global.database_url {
        return Ok(Some(Database { url: url.clone(), source: "--database-url".into() }));
    }
    if let Ok(url) = std::env::var(VARIABLE)
        && !url.is_empty()
    {
        return Ok(Some(Database { url, source: VARIABLE.into() }));
    }
    let folders = folders(place);
    let files = match &place.global.env_file {
        Some(named) => vec![named_file(named, &folders)?],
        None => folders.iter().map(|folder| folder.join(".env")).collect(),
    };
    for file in files {
        if file.is_file()
            && let Some(url) = variable(&file)?
        {
            let url = from_folder(&url, file.parent().unwrap_or(Path::new("")));
            return Ok(Some(Database { url, source: file.display().to_string() }));
        }
        searched.push(format!("`{}`", file.display()));
    }
    if let Ok(project) = place.project() {
        let manifest = project.manifest();
        let environment = |name: &str| std::env::var(name).ok();
        if let Some(url) = project.database_url(&environment)? {
            return Ok(Some(Database {
                url,
                source: format!("`database-url` in `{}`", manifest.display()),
            }));
        }
        searched.push(format!("`database-url` in `{}`", manifest.display()));
    }
    Ok(None)
}

/// Where an env file may lie: here, at the workspace's root, beside the package's manifest.
fn folders(place: &Place) -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::new()];
    if let Ok(project) = place.project() {
        folders.push(project.workspace.clone());
        folders.push(project.root.clone());
    }
    let here = std::env::current_dir().unwrap_or_default();
    let mut seen = std::collections::BTreeSet::new();
    folders.retain(|folder| seen.insert(here.join(folder)));
    folders
}

fn named_file(named: &Path, folders: &[PathBuf]) -> Result<PathBuf> {
    let candidates: Vec<PathBuf> = folders.iter().map(|folder| folder.join(named)).collect();
    candidates.iter().find(|path| path.is_file()).cloned().ok_or_else(|| {
        let searched: Vec<String> =
            candidates.iter().map(|path| format!("`{}`", path.display())).collect();
        Failure::new(format!("the env file is not there; searched: {}", searched.join(", ")))
    })
}

/// The variable's value in an env file.
fn variable(file: &Path) -> Result<Option<String>> {
    let wrong = |error: dotenvy::Error| {
        // The error of a line repeats the line, which may hold a password.
        let what = match error {
            dotenvy::Error::LineParse(_, index) => {
                format!("it cannot be read near character {index} of a line")
            }
            other => other.to_string(),
        };
        Failure::new(format!("`{}`: {what}", file.display()))
    };
    for pair in dotenvy::from_path_iter(file).map_err(wrong)? {
        let (name, value) = pair.map_err(wrong)?;
        if name == VARIABLE && !value.is_empty() {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// A relative SQLite path in a file is meant from that file's folder, wherever the command is typed.
fn from_folder(url: &str, folder: &Path) -> String {
    match url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
        Some(path)
            if !path.is_empty()
                && !path.starts_with([':', '/', '?'])
                && !folder.as_os_str().is_empty() =>
        {
            format!("sqlite:{}", folder.join(path).display())
        }
        Some(_) | None => url.to_owned(),
    }
}
