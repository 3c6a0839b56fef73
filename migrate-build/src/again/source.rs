//! The source of a project against that of the last run: which files changed, and whether still the same are parsed. Parses
//! none.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use migrate::codec::decode;
use migrate_syntax::Source;
use walkdir::WalkDir;

use super::changed::changed;
use crate::cache::Cache;
use crate::last::{self, State};
use crate::models::{context, modules, reach};
use crate::project::Project;
use crate::report::Finding;
use crate::walk;

/// The source as it is now.
pub(super) struct Sources {
    /// By path.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The files that changed.
    pub(super) changed: BTreeSet<usize>,
    /// Which are parsed, and whether only as context.
    pub(super) parsed: Vec<(usize, bool)>,
    /// The modules that are declared are the same.
    same_modules: bool,
}

impl Sources {
    /// Reads all files; `None` if some have come or gone, or if others must be parsed now.
    pub(super) fn read(project: &Project, last: &Cache) -> Option<Sources> {
        let files = files(project)?;
        let now = files.iter().map(|(path, text)| (path.as_bytes(), text.as_slice()));
        let changed = changed(last.answer(last::FILES)?, now)?;
        let parsed: Vec<(usize, bool)> = decode(last.answer(last::PARSED)?)?;
        let mut sources = Sources {
            changed: changed.keys().copied().collect(),
            files,
            parsed,
            same_modules: true,
        };
        let (mut alike, mut same_modules) = (true, true);
        for (at, before) in changed {
            let (before, now) = (std::str::from_utf8(before).ok()?, sources.text(at)?);
            let path = sources.path(at)?;
            let is_root = project.targets.iter().any(|root| root == path);
            let declared = |text: &str| modules::declared(path, text, is_root);
            same_modules &= declared(before) == declared(now);
            let is_parsed = sources.parsed.iter().any(|(file, _)| *file == at);
            alike &= context::chooses_alike(before, now, is_parsed);
        }
        sources.same_modules = same_modules;
        (alike || sources.chooses_the_same(project)?).then_some(sources)
    }

    fn path(&self, at: usize) -> Option<&Path> {
        self.files.get(at).map(|(path, _)| Path::new(path))
    }

    fn text(&self, at: usize) -> Option<&str> {
        std::str::from_utf8(&self.files.get(at)?.1).ok()
    }

    /// A file to be parsed, by its place among those.
    pub(super) fn source(&self, project: &Project, number: usize) -> Option<Source> {
        let (at, context) = *self.parsed.get(number)?;
        let (path, text) = (project.shown(self.path(at)?), self.text(at)?);
        Some(Source { context, ..Source::new(path, text) })
    }

    /// Whether the files that types are taken from are still those.
    fn chooses_the_same(&self, project: &Project) -> Option<bool> {
        let (mut models, mut rest, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for at in 0..self.files.len() {
            let (path, text) = (self.path(at)?, self.text(at)?);
            if context::is_other_source(path) {
                rest.push(Source::context(project.shown(path), text));
                places.push(at);
            } else {
                models.push(Source::new(project.shown(path), text));
            }
        }
        let chosen = context::choose(&models, &rest);
        let chosen: BTreeSet<usize> =
            chosen.into_iter().filter_map(|at| places.get(at)).copied().collect();
        let known = self.parsed.iter().filter(|(_, context)| *context).map(|(at, _)| *at);
        Some(chosen == known.collect())
    }

    /// The files of models that no `mod` reaches. Which files are read to tell that is known only where all lie among the
    /// models, and none is missed.
    pub(super) fn lost(&self, project: &Project, state: &State) -> Option<Vec<Finding>> {
        let within = project.targets.iter().all(|root| root.starts_with(&project.models));
        if self.same_modules && state.reached && within {
            return Some(Vec::new());
        }
        let mut tables: Vec<PathBuf> = Vec::new();
        for (at, context) in &self.parsed {
            if !context {
                tables.push(self.path(*at)?.to_owned());
            }
        }
        Some(reach::check(project, &tables))
    }
}

/// All Rust source of the models' folder, by path.
fn files(project: &Project) -> Option<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in
        WalkDir::new(&project.models).follow_links(true).into_iter().filter_entry(walk::wanted)
    {
        let entry = entry.ok()?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read(entry.path()).ok()?;
            files.push((entry.path().to_str()?.to_owned(), text));
        }
    }
    files.sort();
    Some(files)
}
