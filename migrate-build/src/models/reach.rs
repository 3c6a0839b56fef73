//! Whether a `table.rs` is part of the crate: a file that no `mod` reaches is never compiled, whatever its models say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::modules;
use crate::project::{Project, clean};
use crate::report::Finding;
use crate::walk;

/// A warning for each of `files` that no `mod` reaches from a root of the package's library or binaries.
///
/// Only the files on the way up from each model are read. Should that way not lead to a root, as with `#[path]`, all
/// modules are followed down from the roots before anything is said. A file brought in by `include!` is not seen.
pub fn check(project: &Project, files: &[PathBuf]) -> Vec<Finding> {
    let mut tree = Tree { project, declared: BTreeMap::new(), reached: BTreeMap::new() };
    let lost: Vec<&PathBuf> = files.iter().filter(|file| !tree.climbs(file)).collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let all = tree.descend();
    lost.into_iter()
        .filter(|file| !all.contains(*file))
        .map(|file| unreached(project, file))
        .collect()
}

/// The place of a `mod` that is reached and whose `table.rs` is not there: what is left of a file that was deleted.
pub fn dangling(project: &Project) -> Option<(PathBuf, usize, usize)> {
    let mut tree = Tree { project, declared: BTreeMap::new(), reached: BTreeMap::new() };
    let reached = tree.descend();
    reached.into_iter().find_map(|file| {
        let beside = |path: &PathBuf| path.with_extension("").join("mod.rs").is_file();
        let is_gone =
            |path: &PathBuf| path.ends_with(walk::FILE) && !path.is_file() && !beside(path);
        if !tree.declared(&file).iter().any(is_gone) {
            return None;
        }
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let words = "mod table;";
        let (line, column) =
            text.lines().enumerate().find_map(|(line, text)| Some((line, text.find(words)?)))?;
        Some((project.shown(&file).to_owned(), line + 1, column + 1))
    })
}

fn unreached(project: &Project, file: &Path) -> Finding {
    let declaring = match file.parent() {
        Some(dir) if !project.targets.iter().any(|root| root.parent() == Some(dir)) => {
            format!("`{}.rs`", project.shown(dir).display())
        }
        Some(_) | None => "the root of the crate".to_owned(),
    };
    Finding::warning("no `mod` reaches this file: its tables are migrated but never compiled")
        .at(project.shown(file), 0, 0)
        .help(format!("add `pub mod table;` to {declaring}"))
}

/// What is known of the modules so far.
struct Tree<'a> {
    project: &'a Project,
    /// The files that each file declares; none where it cannot be read.
    declared: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    reached: BTreeMap<PathBuf, bool>,
}

impl Tree<'_> {
    fn is_root(&self, file: &Path) -> bool {
        self.project.targets.iter().any(|root| root == file)
    }

    fn declared(&mut self, file: &Path) -> &BTreeSet<PathBuf> {
        let is_root = self.is_root(file);
        self.declared.entry(file.to_owned()).or_insert_with(|| {
            let text = std::fs::read_to_string(file).unwrap_or_default();
            modules::declared(file, &text, is_root).into_iter().collect()
        })
    }

    /// Whether the file is declared by the module that its folder belongs to, and that one in turn.
    fn climbs(&mut self, file: &Path) -> bool {
        if self.is_root(file) {
            return true;
        }
        if let Some(known) = self.reached.get(file) {
            return *known;
        }
        let reached = self
            .parents(file)
            .into_iter()
            .any(|parent| self.declared(&parent).contains(file) && self.climbs(&parent));
        self.reached.insert(file.to_owned(), reached);
        reached
    }

    /// The files that may declare the module in `file`.
    fn parents(&self, file: &Path) -> Vec<PathBuf> {
        let is_mod = file.file_name().is_some_and(|name| name == "mod.rs");
        let Some(dir) = file.parent().and_then(|dir| if is_mod { dir.parent() } else { Some(dir) })
        else {
            return Vec::new();
        };
        let roots = self.project.targets.iter().filter(|root| root.parent() == Some(dir)).cloned();
        let named = [dir.join("mod.rs"), dir.with_extension("rs")].into_iter();
        named.filter(|parent| parent != file).chain(roots).collect()
    }

    /// Every file that is reached from the roots.
    fn descend(&mut self) -> BTreeSet<PathBuf> {
        let mut seen = BTreeSet::new();
        let mut next = self.project.targets.clone();
        while let Some(file) = next.pop() {
            if file.is_file() && seen.insert(file.clone()) {
                next.extend(self.declared(&file).iter().map(|path| clean(path)));
            }
        }
        seen
    }
}
