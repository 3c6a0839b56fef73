//! What earlier commands found out about the models and the history, as builds remember it: the same files, in the
//! workspace's target folder. Knows neither questions nor answers.
//!
//! The folder is `<target>/migrate/<package>`, where `<target>` is `CARGO_TARGET_DIR` or the workspace's `target`, and is
//! cargo's already: none is made where there is none. A file that is missing, damaged or another program's counts as empty,
//! and one that cannot be written is done without. Each is written beside its place and renamed, so that of two commands at
//! once each finds whole files.

use std::path::{Path, PathBuf};

use migrate_build::cache::Kept;
use migrate_build::project::Project;

/// What is remembered, and what this command finds out.
pub(crate) struct Remembered {
    folder: PathBuf,
    kept: Option<Kept>,
}

impl Remembered {
    /// Opens what is remembered of `project`; nothing with `MIGRATE_CACHE=off`.
    pub(crate) fn open(project: &Project) -> Self {
        let is_off = std::env::var(migrate_build::CACHE).is_ok_and(|word| word == "off");
        let folder = folder(&target(project), &project.package);
        let is_cargos = target(project).join("CACHEDIR.TAG").is_file();
        let is_there = is_cargos && !project.package.is_empty();
        let kept = if is_there && !is_off { Kept::open(&folder) } else { None };
        Remembered { folder, kept }
    }

    /// The place of what is remembered, if there is one.
    pub(crate) fn kept(&mut self) -> Option<&mut Kept> {
        self.kept.as_mut()
    }

    /// Keeps what was found out, as far as it can be written.
    pub(crate) fn save(self) {
        if let Some(kept) = self.kept
            && std::fs::create_dir_all(&self.folder).is_ok()
        {
            kept.save();
        }
    }
}

fn target(project: &Project) -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").filter(|path| !path.is_empty());
    named.map_or_else(|| project.workspace.join("target"), PathBuf::from)
}

/// The folder within a target folder.
pub(crate) fn folder(target: &Path, package: &str) -> PathBuf {
    target.join("migrate").join(package)
}
