//! What another tool keeps, as one kind of value: its migrations from its folder, its record from its table. What is made
//! of them is `import/chain.rs`; nothing here writes.

pub(crate) mod chain;
mod diesel;
mod record;
mod refinery;
mod sqlx;

use std::fs;
use std::path::{Path, PathBuf};

use crate::args::Tool;
use crate::failure::{Failure, Report, Result};

pub(crate) use record::{Row, adopt, read as read_record};

/// One migration of another tool.
#[derive(Debug)]
pub(crate) struct Found {
    /// Its version, as the tool's table has it.
    pub(crate) version: String,
    /// Its name, without version and ending.
    pub(crate) name: String,
    /// The file of the way up, or what is named instead of it.
    pub(crate) path: PathBuf,
    /// The way up.
    pub(crate) up: Text,
    /// The way down; most tools can do without.
    pub(crate) down: Option<Text>,
    /// The checksums under which the tool may have recorded it; none if the tool has no checksums.
    pub(crate) checksums: Vec<String>,
}

/// The SQL of one way.
#[derive(Debug)]
pub(crate) struct Text {
    /// As the file has it.
    pub(crate) sql: String,
    /// Whether it runs in a transaction.
    pub(crate) transaction: bool,
}

impl Tool {
    /// Its name, as in the ids of what is imported from it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Tool::Refinery => "refinery",
            Tool::Sqlx => "sqlx",
            Tool::Diesel => "diesel",
        }
    }

    /// The table in which it records what is applied.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Tool::Refinery => "refinery_schema_history",
            Tool::Sqlx => "_sqlx_migrations",
            Tool::Diesel => "__diesel_schema_migrations",
        }
    }
}

/// Reads a tool's folder, in the order in which the tool runs what is in it. All that is wrong is told at once.
pub(crate) fn read(tool: Tool, folder: &Path) -> Result<Vec<Found>> {
    if !folder.is_dir() {
        return Err(Failure::new(format!("there is no folder `{}`", folder.display()))
            .hint(format!("name the folder of {}'s migrations", tool.name())));
    }
    let mut wrong = Vec::new();
    let mut found = match tool {
        Tool::Refinery => refinery::read(folder, &mut wrong),
        Tool::Sqlx => sqlx::read(folder, &mut wrong),
        Tool::Diesel => diesel::read(folder, &mut wrong),
    };
    // Diesel orders versions as text, the others as numbers.
    found.sort_by_cached_key(|one| match tool {
        Tool::Refinery | Tool::Sqlx => (one.version.parse().unwrap_or(i64::MAX), String::new()),
        Tool::Diesel => (0, one.version.clone()),
    });
    for pair in found.windows(2) {
        if let [first, second] = pair
            && first.version == second.version
        {
            wrong.push(report(
                format!(
                    "`{}` and `{}` both are version {}",
                    first.path.display(),
                    second.path.display(),
                    first.version
                ),
                "remove the one that never ran",
            ));
        }
    }
    if found.is_empty() && wrong.is_empty() {
        wrong.push(report(
            format!("`{}` holds no migration of {}", folder.display(), tool.name()),
            "check the folder and `--from`",
        ));
    }
    if wrong.is_empty() { Ok(found) } else { Err(Failure { code: 1, reports: wrong }) }
}

fn report(message: impl Into<String>, hint: impl Into<String>) -> Report {
    Report { message: message.into(), hint: Some(hint.into()) }
}

/// The names in a folder, sorted, without hidden ones.
fn entries(folder: &Path, wrong: &mut Vec<Report>) -> Vec<(String, PathBuf)> {
    let mut names = Vec::new();
    match fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>) {
        Ok(entries) => names.extend(
            entries
                .into_iter()
                .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
                .filter(|(name, _)| !name.starts_with('.')),
        ),
        Err(error) => wrong.push(report(
            format!("cannot read the folder `{}`: {error}", folder.display()),
            "check its permissions",
        )),
    }
    names.sort();
    names
}

/// The text of a file.
fn text(path: &Path, wrong: &mut Vec<Report>) -> Option<String> {
    match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) => {
            wrong.push(report(
                format!("cannot read `{}`: {error}", path.display()),
                "check its permissions, and that it is UTF-8",
            ));
            None
        }
    }
}

/// The text as it is, and as it was if a checkout has rewritten its line endings.
fn spellings(text: &str) -> [String; 3] {
    let plain = text.replace("\r\n", "\n");
    let carriage = plain.replace('\n', "\r\n");
    [text.to_owned(), plain, carriage]
}

/// A version that is a number: its value as the tool's table has it. Bare digits only, where `parse` would take a sign.
fn number(digits: &str) -> Option<String> {
    let bare = !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
    digits.parse::<i64>().ok().filter(|_| bare).map(|number| number.to_string())
}
