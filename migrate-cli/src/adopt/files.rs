//! The files of adopted models on disk: written, formatted, and what a person must add elsewhere for them to be compiled.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use migrate::revision::dir;
use migrate_build::Project;
use migrate_syntax::write::Moments;

use super::trial::Trial;
use crate::failure::Result;
use crate::workspace::Place;

/// What was written, and what is left to do.
pub(super) struct Written {
    /// The files, as they are shown.
    pub(super) paths: Vec<PathBuf>,
    /// Lines that declare modules, by the file that they belong into.
    pub(super) modules: BTreeMap<String, Vec<String>>,
    /// Crates that the models use and the package does not have.
    pub(super) crates: Vec<&'static str>,
}

/// Writes all texts; a folder of a new table gets its module file beside it, unless it has one.
pub(super) fn write(place: &Place, trial: &Trial) -> Result<Written> {
    let project = place.project()?;
    let mut written = Written {
        paths: Vec::new(),
        modules: BTreeMap::new(),
        crates: missing(project, trial.texts.values()),
    };
    for (path, text) in &trial.texts {
        let is_new = !path.exists();
        if let (true, Some(folder)) = (is_new, path.parent()) {
            std::fs::create_dir_all(folder)?;
            declare(project, folder, &mut written)?;
        }
        dir::rewrite(path, text)?;
        if is_new {
            format(path);
        }
        written.paths.push(shown(path));
    }
    Ok(written)
}

/// The module file of a folder, written if there is none, and the line that declares it.
fn declare(project: &Project, folder: &Path, written: &mut Written) -> Result<()> {
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
    let (beside, within) = (folder.with_extension("rs"), folder.join("mod.rs"));
    if let Some(there) = [&beside, &within].into_iter().find(|path| path.exists()) {
        let lines = written.modules.entry(shown(there).display().to_string()).or_default();
        lines.push("pub mod table;".to_owned());
        return Ok(());
    }
    dir::rewrite(&beside, &format!("//! What the table `{name}` holds.\n\npub mod table;\n"))?;
    written.paths.push(shown(&beside));
    let above = folder.parent().unwrap_or(folder);
    let root = project.targets.iter().find(|root| root.parent() == Some(above));
    let parent = match root {
        Some(root) => root.clone(),
        None if above.join("mod.rs").exists() => above.join("mod.rs"),
        None => above.with_extension("rs"),
    };
    let root = root.is_none() && above.file_name().is_some_and(|name| name == "src");
    let parent = if root {
        "the root of the crate".to_owned()
    } else {
        shown(&parent).display().to_string()
    };
    written.modules.entry(parent).or_default().push(format!("pub mod {name};"));
    Ok(())
}

/// Lays a new file out as the package does; a machine without rustfmt keeps it as it was written.
fn format(path: &Path) {
    let _ = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).map_or_else(|_| path.to_owned(), PathBuf::from)
}

/// The crate of moments that the package has; `time` if it has none.
pub(super) fn moments(project: &Project) -> Moments {
    let has = dependencies(project);
    let any = |name: &str| has.iter().any(|one| one == name);
    match (any("time"), any("chrono"), any("jiff")) {
        (true, ..) | (false, false, false) => Moments::Time,
        (false, true, _) => Moments::Chrono,
        (false, false, true) => Moments::Jiff,
    }
}

/// The crates that the texts use and the package does not depend on.
fn missing<'t>(project: &Project, texts: impl Iterator<Item = &'t String>) -> Vec<&'static str> {
    let has = dependencies(project);
    let all: String = texts.map(String::as_str).collect();
    let known = [
        ("chrono", "chrono::"),
        ("jiff", "jiff::"),
        ("rust_decimal", "rust_decimal::"),
        ("serde_json", "serde_json::"),
        ("time", " time::"),
        ("uuid", "uuid::Uuid"),
    ];
    let used = known
        .into_iter()
        .filter(|(_, path)| all.contains(path) || all.contains(&format!("<{}", path.trim_start())));
    used.map(|(name, _)| name)
        .filter(|name| !has.iter().any(|one| one.replace('-', "_") == **name))
        .collect()
}

/// The names of the package's dependencies; none where there is no package.
fn dependencies(project: &Project) -> Vec<String> {
    let text = std::fs::read_to_string(project.manifest()).unwrap_or_default();
    let Ok(manifest) = toml::de::DeTable::parse(&text) else { return Vec::new() };
    let dependencies = manifest.get_ref().get("dependencies");
    let table = dependencies.and_then(|value| value.get_ref().as_table());
    table.into_iter().flatten().map(|(name, _)| name.get_ref().to_string()).collect()
}
