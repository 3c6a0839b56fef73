//! Reading Cargo.toml: the few keys that matter here, each with its place. Fills in no path and no default but the dialect.

use std::ops::Range;
use std::path::{Path, PathBuf};

use migrate::dialect::{self, Dialect};
use migrate::{Error, Result};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Drift, Lint};

/// What a Cargo.toml says.
pub(super) struct Manifest {
    pub(super) package: String,
    /// `package.workspace`.
    pub(super) workspace: Option<String>,
    /// `lib.path` and each `bin.path`.
    pub(super) targets: Vec<String>,
    pub(super) dialects: Vec<&'static dyn Dialect>,
    pub(super) models: Option<String>,
    pub(super) migrations: Option<String>,
    pub(super) database_url: Option<String>,
    pub(super) history_table: Option<String>,
    pub(super) drift: Option<Drift>,
    pub(super) lint: Lint,
}

const KEYS: [&str; 7] =
    ["dialects", "models", "migrations", "database-url", "history-table", "drift", "lint"];

/// Reads the Cargo.toml of the package in `root`.
pub(super) fn read(root: &Path) -> Result<Manifest> {
    let path = root.join("Cargo.toml");
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Error::file(format!("`{}` cannot be read: {error}", path.display())))?;
    parse(&path, &text)
}

fn parse(path: &Path, text: &str) -> Result<Manifest> {
    let mut reader = Reader { path, text, errors: Vec::new() };
    let document = DeTable::parse(text).map_err(|error| {
        reader.error(error.span().unwrap_or_default(), error.message().to_owned())
    })?;
    let package = document.get_ref().get("package").and_then(|value| value.get_ref().as_table());
    let name =
        package.and_then(|package| package.get("name")).and_then(|name| name.get_ref().as_str());
    let (Some(package), Some(name)) = (package, name) else {
        return Err(Error::file(format!("`{}` describes no package", path.display()))
            .with_hint("name the application with --package, or run the command in its folder"));
    };
    let settings = package
        .get("metadata")
        .and_then(|value| value.get_ref().as_table())
        .and_then(|metadata| metadata.get("migrate"));
    let mut manifest = Manifest {
        package: name.to_owned(),
        workspace: package
            .get("workspace")
            .and_then(|value| value.get_ref().as_str())
            .map(str::to_owned),
        targets: targets(document.get_ref()),
        dialects: Vec::new(),
        models: None,
        migrations: None,
        database_url: None,
        history_table: None,
        drift: None,
        lint: Lint::default(),
    };
    if let Some(settings) = settings {
        reader.settings(settings, &mut manifest);
    }
    if manifest.dialects.is_empty() {
        manifest.dialects.push(&dialect::sqlite::Sqlite);
    }
    reader.finish(manifest)
}

/// The paths that the manifest gives to the library and the binaries.
fn targets(document: &DeTable<'_>) -> Vec<String> {
    let library = document.get("lib").and_then(|value| value.get_ref().as_table());
    let binaries = document.get("bin").and_then(|value| value.get_ref().as_array());
    let binaries = binaries
        .into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|item| item.get_ref().as_table());
    library
        .into_iter()
        .chain(binaries)
        .filter_map(|target| target.get("path").and_then(|path| path.get_ref().as_str()))
        .map(str::to_owned)
        .collect()
}

/// The text being read and what was wrong with it so far.
struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    /// Each with the offset at which it is told.
    errors: Vec<(usize, Error)>,
}

impl Reader<'_> {
    fn settings(&mut self, settings: &Spanned<DeValue<'_>>, manifest: &mut Manifest) {
        let Some(table) = settings.get_ref().as_table() else {
            self.wrong(settings.span(), "`package.metadata.migrate` is a table".to_owned());
            return;
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "dialects" => manifest.dialects = self.dialects(value),
                "models" => manifest.models = self.string("models", value),
                "migrations" => manifest.migrations = self.string("migrations", value),
                "database-url" => manifest.database_url = self.string("database-url", value),
                "history-table" => manifest.history_table = self.string("history-table", value),
                "drift" => manifest.drift = self.drift(value),
                "lint" => manifest.lint = self.lint(value),
                other => {
                    let error = self.error(key.span(), format!("there is no setting `{other}`"));
                    self.errors.push((key.span().start, error.with_hint(unknown_key(other))));
                }
            }
        }
    }

    fn string(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            Some(_) | None => {
                self.wrong(value.span(), format!("`{key}` is a string that is not empty"));
                None
            }
        }
    }

    fn dialects(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<&'static dyn Dialect> {
        let mut dialects: Vec<&'static dyn Dialect> = Vec::new();
        let Some(list) = value.get_ref().as_array().filter(|list| !list.is_empty()) else {
            self.wrong(
                value.span(),
                "`dialects` is a list of names such as `[\"sqlite\", \"postgres\"]`".to_owned(),
            );
            return dialects;
        };
        for item in list.iter() {
            let found = match item.get_ref().as_str() {
                Some(name) => dialect::find(name),
                None => Err(Error::file("`dialects` is a list of names")),
            };
            match found {
                Ok(found) if dialects.iter().any(|known| known.name() == found.name()) => {
                    self.wrong(
                        item.span(),
                        format!("the dialect `{}` is named twice", found.name()),
                    );
                }
                Ok(found) => dialects.push(found),
                Err(error) => {
                    self.errors.push((
                        item.span().start,
                        error.within(place(self.path, self.text, item.span())),
                    ));
                }
            }
        }
        dialects
    }

    fn drift(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Drift> {
        let drift = value.get_ref().as_str().and_then(Drift::from_word);
        if drift.is_none() {
            self.wrong(value.span(), "`drift` is `deny`, `warn` or `off`".to_owned());
        }
        drift
    }

    fn lint(&mut self, value: &Spanned<DeValue<'_>>) -> Lint {
        let mut lint = Lint::default();
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(
                value.span(),
                "`lint` is a table such as `{ allow = [\"drop-column\"] }`".into(),
            );
            return lint;
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "since" => lint.since = self.string("since", value),
                "allow" => lint.allow = self.names("allow", value),
                other => {
                    let error =
                        self.error(key.span(), format!("there is no setting `lint.{other}`"));
                    let hint = "the settings are `since` and `allow`";
                    self.errors.push((key.span().start, error.with_hint(hint)));
                }
            }
        }
        lint
    }

    fn names(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Vec<String> {
        let list = value.get_ref().as_array();
        let names = list.map(|list| list.iter().map(|item| item.get_ref().as_str()).collect());
        let names: Option<Option<Vec<&str>>> = names;
        match names.flatten() {
            Some(names) => names.into_iter().map(str::to_owned).collect(),
            None => {
                self.wrong(value.span(), format!("`{key}` is a list of names"));
                Vec::new()
            }
        }
    }

    fn wrong(&mut self, span: Range<usize>, message: String) {
        let error = self.error(span.clone(), message);
        self.errors.push((span.start, error));
    }

    fn error(&self, span: Range<usize>, message: String) -> Error {
        Error::file(message).within(place(self.path, self.text, span))
    }

    /// The manifest, or everything that was wrong as one error.
    fn finish(mut self, manifest: Manifest) -> Result<Manifest> {
        self.errors.sort_by_key(|(offset, _)| *offset);
        if self.errors.is_empty() {
            return Ok(manifest);
        }
        let hint = self.errors.iter().find_map(|(_, error)| error.hint()).map(str::to_owned);
        let lines: Vec<String> = self.errors.iter().map(|(_, error)| error.to_string()).collect();
        let error = Error::file(lines.join("\n"));
        Err(match hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        })
    }
}

fn unknown_key(key: &str) -> String {
    let nearest = KEYS
        .into_iter()
        .min_by_key(|known| distance(known, key))
        .filter(|known| distance(known, key) <= 3);
    match nearest {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("the settings are `{}`", KEYS.join("`, `")),
    }
}

/// How many letters have to change to make `b` of `a`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.chars()) {
            let here = (diagonal + usize::from(x != y)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, here);
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// `path:line:column` of a span.
fn place(path: &Path, text: &str, span: Range<usize>) -> String {
    let before = text.get(..span.start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count()) + 1;
    format!("{}:{line}:{column}", path.display())
}

/// The root of the workspace that the package in `root` belongs to, by cargo's rules; `root` if there is none.
pub(super) fn workspace(root: &Path, manifest: &Manifest) -> PathBuf {
    if let Some(path) = &manifest.workspace {
        return super::clean(&root.join(path));
    }
    root.ancestors().find(|dir| is_workspace_of(dir, root)).unwrap_or(root).to_owned()
}

/// Whether `dir` has a manifest with a `[workspace]` that does not exclude `root`.
fn is_workspace_of(dir: &Path, root: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(dir.join("Cargo.toml")) else { return false };
    let Ok(document) = DeTable::parse(&text) else { return false };
    let Some(workspace) =
        document.get_ref().get("workspace").and_then(|value| value.get_ref().as_table())
    else {
        return false;
    };
    let excluded = workspace.get("exclude").and_then(|value| value.get_ref().as_array());
    !excluded.is_some_and(|list| {
        list.iter()
            .filter_map(|item| item.get_ref().as_str())
            .any(|path| root.starts_with(super::clean(&dir.join(path))))
    })
}
