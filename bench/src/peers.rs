//! The tools of others that are found on PATH, doing the same work in their own form. Nothing is installed.

mod alembic;
mod refinery;
mod sqlx;

use std::path::{Path, PathBuf};

use migrate::dialect::Dialect;
use migrate::revision::Revision;

use crate::Result;
use crate::measure::Work;
use crate::stage::Place;

/// A tool with a history of its own, made from the same SQL.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// Its database.
    pub(crate) place: Place,
    /// Applies all that is pending; a transaction each.
    pub(crate) upgrade: Work,
}

/// What a tool shall do.
struct Task<'a> {
    program: &'a Path,
    /// Where its files go.
    folder: &'a Path,
    /// The database.
    url: &'a str,
    revisions: &'a [Revision],
}

/// A tool: its program, and what writes its files for a history.
type Tool = (&'static str, fn(&Task<'_>) -> Result<Work>);

const TOOLS: [Tool; 3] =
    [("alembic", alembic::history), ("refinery", refinery::history), ("sqlx", sqlx::history)];

/// The tools at hand, each with the history written to a folder of its own below `folder`, for the database that `place`
/// gives it.
///
/// # Errors
///
/// When their files cannot be written.
pub(crate) fn with_history(
    folder: &Path,
    dialect: &dyn Dialect,
    revisions: &[Revision],
    place: impl Fn(&str) -> Result<Place>,
) -> Result<Vec<Peer>> {
    let mut found = Vec::new();
    for (name, write) in TOOLS {
        if let Some(program) = on_path(name) {
            let files = folder.join(format!("{name}-{}", dialect.name()));
            let place = place(name)?;
            let task = Task { program: &program, folder: &files, url: &place.url, revisions };
            let upgrade = write(&task)?;
            found.push(Peer { name, place, upgrade });
        }
    }
    Ok(found)
}

/// Alembic, if it is at hand, writing a revision from `count` tables of which one was changed, against a live database
/// that has them as they were.
///
/// # Errors
///
/// When its files cannot be written.
pub(crate) fn autogenerate(folder: &Path, url: &str, count: usize) -> Result<Option<Work>> {
    on_path("alembic")
        .map(|program| alembic::autogenerate(&program, folder, url, count))
        .transpose()
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The SQL of a revision, up and down.
fn both(revision: &Revision) -> (&str, &str) {
    match revision.sections.as_slice() {
        [up, down] => (&up.sql, &down.sql),
        _ => ("", ""),
    }
}
