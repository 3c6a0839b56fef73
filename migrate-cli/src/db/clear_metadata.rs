//! `db clear-metadata`: delete what builds have derived from the history, so that the next build reads all of it again.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cargo_metadata::MetadataCommand;
use serde_json::json;

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;

pub(super) fn run(place: &Place, talk: &Talk) -> Result<ExitCode> {
    let package = &place.project()?.package;
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .map_err(|error| Failure::new(error.to_string().trim()))?;
    let mut removed = Vec::new();
    for folder in derived(metadata.target_directory.as_std_path(), package) {
        std::fs::remove_dir_all(&folder).map_err(|error| {
            Failure::new(format!("`{}` cannot be removed: {error}", folder.display()))
        })?;
        removed.push(folder.display().to_string());
    }
    if talk.json {
        talk.value(&json!({ "removed": removed }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for folder in &removed {
        talk.detail(format!("removed {folder}"));
    }
    talk.say(match removed.len() {
        0 => "There was nothing to remove.".to_owned(),
        count => format!("Removed {count} folders; the next build reads the whole history again."),
    });
    Ok(ExitCode::SUCCESS)
}

/// The folders in which cargo keeps the output of the package's build script: `<target>/[<triple>/]<profile>/build/
/// <package>-<hash>`. Cargo runs a script again whose output is gone.
fn derived(target: &Path, package: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let within = |folder: &Path| -> Vec<PathBuf> {
        folder
            .read_dir()
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
            .collect()
    };
    let profiles: Vec<PathBuf> =
        within(target).into_iter().flat_map(|one| [within(&one), vec![one]].concat()).collect();
    for profile in profiles {
        for output in within(&profile.join("build")) {
            let name = output.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let hash = name.strip_prefix(package).and_then(|rest| rest.strip_prefix('-'));
            // `out` tells the script's output from the script itself.
            if hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
                && output.join("out").is_dir()
            {
                found.push(output);
            }
        }
    }
    found.sort();
    found
}
