//! Finding `table.rs` files, and reading text. Looks into no file's contents.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::project::Project;
use crate::report::Finding;

/// The name of a file of models.
pub const FILE: &str = "table.rs";

/// Every `table.rs` under the project's models folder, at any depth, sorted by path. Links are followed, as rustc follows
/// them; hidden folders and build output are left out.
///
/// # Errors
///
/// When a folder is missing, cannot be read, or links to itself: a file that is not seen must never look like a table
/// that was deleted.
pub fn find(project: &Project) -> Result<Vec<PathBuf>, Vec<Finding>> {
    if !project.models.is_dir() {
        let missing = Finding::error("the folder of the models is not there")
            .at(project.shown(&project.models), 0, 0)
            .help("create it, or set `models` under `[package.metadata.migrate]` in Cargo.toml");
        return Err(vec![missing]);
    }
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for entry in WalkDir::new(&project.models)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(wanted)
    {
        match entry {
            Ok(entry) if entry.file_type().is_file() && entry.file_name() == FILE => {
                files.push(entry.into_path())
            }
            Ok(_) => {}
            Err(error) => errors.push(unreadable(project, &error)),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

/// The text of a file.
///
/// # Errors
///
/// When it cannot be read or is not UTF-8.
pub fn read(project: &Project, path: &Path) -> Result<String, Finding> {
    std::fs::read_to_string(path).map_err(|error| {
        Finding::error(format!("the file cannot be read: {error}")).at(project.shown(path), 0, 0)
    })
}

pub(crate) fn wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let output = name == "target" && entry.path().join("CACHEDIR.TAG").exists();
    entry.depth() == 0 || !(output || name.starts_with('.'))
}

fn unreadable(project: &Project, error: &walkdir::Error) -> Finding {
    let path = error.path().unwrap_or(&project.models);
    let reason = match error.loop_ancestor() {
        Some(ancestor) => format!("the link leads back to `{}`", project.shown(ancestor).display()),
        None => match error.io_error() {
            Some(io) => format!("cannot be read: {io}"),
            None => "cannot be read".to_owned(),
        },
    };
    Finding::error(reason).at(project.shown(path), 0, 0)
}
