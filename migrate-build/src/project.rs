//! The settings of one package: `[package.metadata.migrate]` in its Cargo.toml. The only reader of that table, for
//! build.rs and for the command line, so that the two cannot disagree. Looks at no model and no revision.
//!
//! ```toml
//! [package.metadata.migrate]
//! dialects = ["sqlite", "postgres"]       # the sections a revision gets; default ["sqlite"]
//! models = "src"                          # the folder searched for `table.rs`; default "src"
//! migrations = "../migrations"            # the folder of the revisions; see below
//! database-url = "${APP_DATABASE_URL}"    # where commands connect, after --database-url and DATABASE_URL
//! history-table = "migrate_history"       # the table that says what is applied
//! drift = "deny"                          # "deny", "warn" or "off", whatever the profile
//! lint = { since = "19becf30", allow = ["varchar-limit"] }   # what `db lint` looks at, and what it never tells
//! ```
//!
//! Every key may be left out, and so may the table. Paths are relative to the package. Without `migrations` it is the
//! folder `migrations` of the package, or, if the package has none, that of the nearest folder above it up to the
//! workspace root that has one. A relative `sqlite:` path in `database-url` is relative to the workspace root, so that a
//! command means the same database wherever in the workspace it is typed. A key that is not in the list is an error.

mod manifest;

use std::path::{Component, Path, PathBuf};

use migrate::dialect::Dialect;
use migrate::{Error, Result};

/// The settings of one package, with every default filled in and every path absolute.
#[derive(Debug, Clone)]
pub struct Project {
    /// The package's name.
    pub package: String,
    /// The folder of its Cargo.toml.
    pub root: PathBuf,
    /// The root of its workspace; `root` if it is in none.
    pub workspace: PathBuf,
    /// The root files of its library and binaries, those that exist.
    pub targets: Vec<PathBuf>,
    /// The dialects for which revisions are written, in the order given.
    pub dialects: Vec<&'static dyn Dialect>,
    /// The folder that is searched for `table.rs`.
    pub models: PathBuf,
    /// The folder of the revisions; it may not exist yet.
    pub migrations: PathBuf,
    /// `database-url` as written, `${VAR}` and all.
    pub database_url: Option<String>,
    /// `history-table`.
    pub history_table: Option<String>,
    /// `drift`.
    pub drift: Option<Drift>,
    /// `lint`.
    pub lint: Lint,
}

/// What `db lint` looks at by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lint {
    /// Only revisions after this one: those before it are applied everywhere and cannot be changed any more.
    pub since: Option<String>,
    /// The rules that are never told.
    pub allow: Vec<String>,
}

/// What is done about models that the migrations do not make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drift {
    /// The build fails.
    Deny,
    /// The build warns.
    Warn,
    /// Nothing is said.
    Off,
}

impl Drift {
    /// The words for it, as the manifest and `MIGRATE_DRIFT` have them.
    pub const WORDS: [&str; 3] = ["deny", "warn", "off"];

    /// What the word means.
    pub fn from_word(word: &str) -> Option<Drift> {
        match word {
            "deny" => Some(Drift::Deny),
            "warn" => Some(Drift::Warn),
            "off" => Some(Drift::Off),
            _ => None,
        }
    }
}

impl Project {
    /// The settings where there is no package: the defaults, around `dir`, with no dialect.
    pub fn bare(dir: &Path) -> Project {
        Project {
            package: String::new(),
            root: dir.to_owned(),
            workspace: dir.to_owned(),
            targets: Vec::new(),
            dialects: Vec::new(),
            models: dir.join("src"),
            migrations: dir.join("migrations"),
            database_url: None,
            history_table: None,
            drift: None,
            lint: Lint::default(),
        }
    }

    /// The settings of the package in `dir`.
    ///
    /// # Errors
    ///
    /// When its Cargo.toml cannot be read, is no package's, or has a key or value under `[package.metadata.migrate]` that
    /// means nothing; all of them at once, one a line, each with its place.
    pub fn read(dir: &Path) -> Result<Project> {
        let root = absolute(dir)?;
        let manifest = manifest::read(&root)?;
        let workspace = manifest::workspace(&root, &manifest);
        let migrations = match &manifest.migrations {
            Some(path) => clean(&root.join(path)),
            None => nearest_migrations(&root, &workspace),
        };
        Ok(Project {
            package: manifest.package,
            targets: targets(&root, &manifest.targets),
            models: clean(&root.join(manifest.models.as_deref().unwrap_or("src"))),
            migrations,
            dialects: manifest.dialects,
            database_url: manifest.database_url,
            history_table: manifest.history_table,
            drift: manifest.drift,
            lint: manifest.lint,
            root,
            workspace,
        })
    }

    /// The package's Cargo.toml.
    pub fn manifest(&self) -> PathBuf {
        self.root.join("Cargo.toml")
    }

    /// `path` as messages show it: relative to the workspace where it lies within, as rustc shows paths.
    pub fn shown<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.workspace).unwrap_or(path)
    }

    /// `database_url` with each `${VAR}` replaced by what `environment` says, and a relative SQLite path made absolute
    /// from the workspace root.
    ///
    /// # Errors
    ///
    /// When a variable is not set or a `${` is never closed.
    pub fn database_url(
        &self,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<String>> {
        let Some(written) = &self.database_url else { return Ok(None) };
        let place = self.manifest();
        let url = expand(written, environment).map_err(|error| {
            error.within(format!("{}: `database-url`", self.shown(&place).display()))
        })?;
        Ok(Some(self.anchor(&url)))
    }

    /// `url` with a relative SQLite path taken from the workspace root; any other URL as it is.
    fn anchor(&self, url: &str) -> String {
        let path = match url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")) {
            Some(path) if !path.is_empty() && !path.starts_with([':', '/', '?']) => path,
            Some(_) | None => return url.to_owned(),
        };
        if Path::new(path).is_absolute() {
            return url.to_owned();
        }
        format!("sqlite:{}", self.workspace.join(path).display())
    }
}

/// `text` with each `${VAR}` replaced.
fn expand(text: &str, environment: &dyn Fn(&str) -> Option<String>) -> Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else {
            return Err(Error::file("a `${` is not closed").with_hint("write `${NAME}`"));
        };
        let value = environment(name).ok_or_else(|| {
            Error::file(format!("the environment variable `{name}` is not set"))
                .with_hint(format!("set `{name}`, or pass --database-url"))
        })?;
        out.push_str(before);
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The root files that the manifest names, and those that cargo finds by their names.
fn targets(root: &Path, named: &[String]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = named.iter().map(|path| clean(&root.join(path))).collect();
    files.extend(["src/lib.rs", "src/main.rs"].map(|path| root.join(path)));
    for entry in std::fs::read_dir(root.join("src/bin")).into_iter().flatten().flatten() {
        let path = entry.path();
        files.push(if path.is_dir() { path.join("main.rs") } else { path });
    }
    files.retain(|path| {
        path.extension().is_some_and(|extension| extension == "rs") && path.is_file()
    });
    files.sort();
    files.dedup();
    files
}

/// `migrations` of the package, else of the nearest folder above it within the workspace, else the package's, to be made.
fn nearest_migrations(root: &Path, workspace: &Path) -> PathBuf {
    root.ancestors()
        .take_while(|dir| dir.starts_with(workspace))
        .map(|dir| dir.join("migrations"))
        .find(|dir| dir.is_dir())
        .unwrap_or_else(|| root.join("migrations"))
}

fn absolute(dir: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(dir)
        .map_err(|error| Error::file(format!("`{}` is no path: {error}", dir.display())))?;
    Ok(clean(&path))
}

/// `path` without `.` and `..`, told from the words alone: links are not followed, so that a path within the workspace is
/// shown as the one that was written.
pub(crate) fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            Component::Prefix(_)
            | Component::RootDir
            | Component::ParentDir
            | Component::Normal(_) => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests;
