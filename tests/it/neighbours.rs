//! Applications that use sqlx, diesel or SeaORM with SQLite beside our engine: one SQLite serves both, as cargo itself
//! resolves it. `MIGRATE_NEIGHBOURS=run` builds and runs them too, which takes minutes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A copy of a neighbour, with what all of them have, in a place where its lock file may be written; its paths lead here.
fn copy(name: &str, place: &Path) {
    for folder in ["common", name] {
        let from = root().join("tests/neighbours").join(folder);
        for file in files(&from) {
            let text = fs::read_to_string(&file).unwrap();
            let target = place.join(file.strip_prefix(&from).unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            let here = format!("\"{}/", root().display());
            fs::write(target, text.replace("\"../../../", &here)).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn cargo(place: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(place)
        .env("CARGO_TARGET_DIR", root().join("target/neighbours"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "`cargo {}` fails; it needs the index of crates.io, so look at the network first:\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The versions of a package in a lock file.
fn versions(lock: &str, package: &str) -> Vec<String> {
    let name = format!("name = \"{package}\"\nversion = \"");
    lock.split(&name).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn resolves(name: &str, driver: &str) {
    let place = tempfile::tempdir().unwrap();
    copy(name, place.path());
    cargo(place.path(), &["generate-lockfile"]);
    let lock = fs::read_to_string(place.path().join("Cargo.lock")).unwrap();
    for package in ["libsqlite3-sys", "rusqlite", driver] {
        let found = versions(&lock, package);
        assert_eq!(found.len(), 1, "{package}: {found:?}");
    }
    if std::env::var("MIGRATE_NEIGHBOURS").is_ok_and(|word| word == "run") {
        cargo(place.path(), &["run", "--quiet"]);
    }
}

#[test]
fn sqlx_with_sqlite_resolves_beside_us() {
    resolves("sqlx", "sqlx-sqlite");
}

#[test]
fn diesel_with_sqlite_resolves_beside_us() {
    resolves("diesel", "diesel");
}

#[test]
fn sea_orm_with_sqlite_resolves_beside_us() {
    resolves("sea-orm", "sqlx-sqlite");
}
