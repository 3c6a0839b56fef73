//! The packages of a workspace, read from its manifests where that is plain. Cargo is the authority; what is not plain here
//! (a pattern in `members`, `package.workspace`, a package that its workspace does not name) is left to it.
//!
//! Asking cargo takes forty milliseconds and twenty megabytes, several times what most commands take themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use toml::{Table, Value};

/// A package of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Package {
    pub(super) name: String,
    /// The folder of its Cargo.toml.
    pub(super) folder: PathBuf,
    /// Whether it has `[package.metadata.migrate]`.
    pub(super) migrates: bool,
}

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Workspace {
    pub(super) root: PathBuf,
    /// By folder.
    pub(super) packages: Vec<Package>,
}

/// The workspace around `here`, as cargo would find it; `None` where only cargo can say.
pub(super) fn read(here: &Path) -> Option<Workspace> {
    let nearest = here.ancestors().find(|folder| folder.join("Cargo.toml").is_file())?;
    let root = nearest.ancestors().find(|folder| {
        // A manifest that cannot be read is cargo's to speak about.
        manifest(folder).is_none_or(|manifest| manifest.contains_key("workspace"))
    });
    let root = root.unwrap_or(nearest);
    let mut found = BTreeMap::new();
    let top = manifest(root)?;
    let workspace = table(&top, "workspace");
    let excluded = paths(workspace, "exclude", root)?;
    let mut left: Vec<PathBuf> = paths(workspace, "members", root)?;
    let named: BTreeSet<PathBuf> = left.iter().cloned().collect();
    let shared = table(workspace, "dependencies");
    if top.contains_key("package") {
        left.push(root.to_owned());
    }
    while let Some(folder) = left.pop() {
        let out = excluded.iter().any(|path| folder.starts_with(path)) && !named.contains(&folder);
        // Without `[workspace]` a package is alone, whatever lies below it.
        let alone = workspace.is_none() && folder != root;
        if out || alone || !folder.starts_with(root) || found.contains_key(&folder) {
            continue;
        }
        let manifest = manifest(&folder)?;
        let package = table(&manifest, "package")?;
        if package.contains_key("workspace")
            || (folder != root && manifest.contains_key("workspace"))
        {
            return None;
        }
        left.extend(dependencies(&manifest, &folder, root, shared));
        let name = package.get("name")?.as_str()?.to_owned();
        let migrates = table(package, "metadata").is_some_and(|all| all.contains_key("migrate"));
        found.insert(folder.clone(), Package { name, folder, migrates });
    }
    let packages: Vec<Package> = found.into_values().collect();
    let known = nearest == root || packages.iter().any(|package| package.folder == nearest);
    known.then(|| Workspace { root: root.to_owned(), packages })
}

fn manifest(folder: &Path) -> Option<Table> {
    let path = folder.join("Cargo.toml");
    match fs::read_to_string(&path) {
        Ok(text) => text.parse().ok(),
        // A folder between a package and its workspace.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(Table::new()),
        Err(_) => None,
    }
}

fn table<'t>(table: impl Into<Option<&'t Table>>, key: &str) -> Option<&'t Table> {
    table.into()?.get(key)?.as_table()
}

/// The folders that a list names; `None` if one of them is a pattern.
fn paths(workspace: Option<&Table>, key: &str, root: &Path) -> Option<Vec<PathBuf>> {
    let Some(list) = workspace.and_then(|workspace| workspace.get(key)) else {
        return Some(Vec::new());
    };
    let one = |value: &Value| {
        let text = value.as_str().filter(|text| !text.contains(['*', '?', '[']))?;
        clean(root, text)
    };
    list.as_array()?.iter().map(one).collect()
}

/// The folders of the packages that a package depends on by path: cargo counts those below the root as members.
fn dependencies(
    manifest: &Table,
    folder: &Path,
    workspace: &Path,
    shared: Option<&Table>,
) -> Vec<PathBuf> {
    let targets = table(manifest, "target").into_iter().flat_map(Table::values);
    let places = targets.filter_map(Value::as_table).chain([manifest]);
    let lists = places.flat_map(|place| {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .into_iter()
            .filter_map(move |kind| table(place, kind))
    });
    let path = |value: &Value| value.get("path").and_then(Value::as_str).map(str::to_owned);
    lists
        .flatten()
        .filter_map(|(name, value)| match value.get("workspace").and_then(Value::as_bool) {
            Some(true) => clean(workspace, &path(shared?.get(name)?)?),
            Some(false) | None => clean(folder, &path(value)?),
        })
        .collect()
}

/// `text` from `root` on, without `.` and `..`; `None` if it leads above everything.
fn clean(root: &Path, text: &str) -> Option<PathBuf> {
    let mut path = root.to_owned();
    for component in Path::new(text).components() {
        match component {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => {
                path = PathBuf::from(component.as_os_str())
            }
        }
    }
    Some(path)
}
