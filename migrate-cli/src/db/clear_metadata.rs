//! `db clear-metadata`: delete what builds and commands remember of models and history, so that the next one reads all of it
//! again. Leaves everything else that cargo keeps.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cargo_metadata::MetadataCommand;
use serde_json::json;

use crate::failure::{Failure, Result};
use crate::kept;
use crate::talk::Talk;
use crate::workspace::Place;

pub(super) fn run(place: &Place, talk: &Talk) -> Result<ExitCode> {
    let package = &place.project()?.package;
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .map_err(|error| Failure::new(error.to_string().trim()))?;
    let mut removed = Vec::new();
    let target = metadata.target_directory.as_std_path();
    let own = migrate_build::cache::FILES.map(|file| kept::folder(target, package).join(file));
    let own = own.into_iter().filter(|file| file.is_file());
    for file in caches(target, package).into_iter().chain(own) {
        std::fs::remove_file(&file).map_err(|error| {
            Failure::new(format!("`{}` cannot be removed: {error}", file.display()))
        })?;
        removed.push(file.display().to_string());
    }
    if talk.json {
        talk.value(&json!({ "removed": removed }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for file in &removed {
        talk.detail(format!("removed {file}"));
    }
    talk.say(match removed.len() {
        0 => "There was nothing to remove.".to_owned(),
        1 => "Removed 1 file; the next build reads the whole history again.".to_owned(),
        count => format!("Removed {count} files; the next build reads the whole history again."),
    });
    Ok(ExitCode::SUCCESS)
}

/// The caches of the package's build script: `<target>/[<triple>/]<profile>/build/<package>-<hash>/out/` has one for each
/// profile and target. Cargo watches the file, and runs a script again whose cache is gone.
fn caches(target: &Path, package: &str) -> Vec<PathBuf> {
    let within = |folder: &Path| -> Vec<PathBuf> {
        let entries = folder.read_dir().into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let profiles: Vec<PathBuf> =
        within(target).into_iter().flat_map(|one| [within(&one), vec![one]].concat()).collect();
    let mut found = Vec::new();
    for output in profiles.iter().flat_map(|profile| within(&profile.join("build"))) {
        let name = output.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let hash = name.strip_prefix(package).and_then(|rest| rest.strip_prefix('-'));
        if hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            let files = migrate_build::cache::FILES.map(|file| output.join("out").join(file));
            found.extend(files.into_iter().filter(|file| file.is_file()));
        }
    }
    found.sort();
    found
}
