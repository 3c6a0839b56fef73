//! The rules of the house that a compiler does not know. Each says what it protects.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every Rust source of the repository, relative to its root.
fn sources() -> Vec<PathBuf> {
    let listing =
        output("git", &["ls-files", "--cached", "--others", "--exclude-standard", "*.rs"]);
    listing.lines().map(PathBuf::from).filter(|path| root().join(path).is_file()).collect()
}

fn text(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The crates that `cargo tree` finds below a package.
fn crates(arguments: &[&str]) -> BTreeSet<String> {
    let arguments =
        [&["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p}"], arguments]
            .concat();
    let tree = output(env!("CARGO"), &arguments);
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

const PARSERS_AND_TOOLS: [&str; 8] =
    ["syn", "quote", "walkdir", "clap", "xshell", "cargo_metadata", "sqlparser", "refinery-core"];
const DRIVERS: [&str; 6] =
    ["rusqlite", "libsqlite3-sys", "postgres", "tokio-postgres", "tokio", "mysql"];

fn assert_none(found: &BTreeSet<String>, unwanted: &[&str], why: &str) {
    let present: Vec<_> = unwanted.iter().filter(|name| found.contains(**name)).collect();
    assert!(present.is_empty(), "{why}: {present:?}");
}

#[test]
fn the_engine_alone_brings_no_driver_no_parser_no_proc_macro() {
    let found =
        crates(&["--package", "migrate-engine", "--no-default-features", "--edges", "normal"]);
    assert_none(&found, &DRIVERS, "a driver without its feature");
    assert_none(
        &found,
        &["syn", "quote", "proc-macro2", "sqlparser", "walkdir", "regex", "refinery-core"],
        "a parser without its feature",
    );
}

#[test]
fn the_application_links_no_tool_and_no_parser() {
    let found = crates(&["--package", "app-template", "--edges", "normal,no-proc-macro"]);
    assert!(
        found.contains("migrate-engine") && found.contains("rusqlite"),
        "the wrong tree was looked at: {found:?}"
    );
    assert_none(&found, &PARSERS_AND_TOOLS, "linked into the application");
}

#[test]
fn the_build_script_waits_for_no_driver() {
    let found = crates(&["--package", "migrate-build", "--edges", "normal"]);
    assert!(
        found.contains("migrate-syntax") && found.contains("walkdir"),
        "the wrong tree was looked at: {found:?}"
    );
    assert_none(&found, &DRIVERS, "a driver in the build script");
    assert_none(
        &found,
        &["clap", "xshell", "cargo_metadata", "refinery-core"],
        "a tool in the build script",
    );
}

/// What each use of the project has everyone compile: a number that changes is a decision, made in the same commit as this
/// table. Counted for one platform, so that it is the same on every one.
const CRATES: [(&str, &[&str], usize); 5] = [
    ("what a build script waits for", &["migrate-build", "--edges", "normal,build"], 23),
    ("the engine alone", &["migrate-engine", "--no-default-features", "--edges", "normal"], 10),
    ("with derives", &["migrate-engine", "--features", "derive", "--edges", "normal,build"], 16),
    ("with SQLite", &["migrate-engine", "--features", "sqlite-bundled", "--edges", "normal"], 19),
    ("with PostgreSQL", &["migrate-engine", "--features", "postgres", "--edges", "normal"], 59),
];

#[test]
fn nobody_compiles_more_than_was_decided() {
    for (what, arguments, decided) in CRATES {
        let platform = ["--target", "x86_64-unknown-linux-gnu", "--package"];
        let found = crates(&[&platform[..], arguments].concat());
        assert_eq!(found.len(), decided, "{what}: {found:#?}");
    }
}

#[test]
fn rusqlite_is_a_range_and_syn_is_three() {
    let manifest = text(Path::new("Cargo.toml"));
    let line = |name: &str| {
        manifest.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned()
    };
    assert!(
        line("rusqlite").contains(">=0.31, <=0.4"),
        "`links = \"sqlite3\"` makes one version a conflict: {}",
        line("rusqlite")
    );
    assert!(
        line("syn").contains("version = \"3\"") && line("syn").contains("default-features = false"),
        "{}",
        line("syn")
    );
    for path in sources_of_manifests() {
        let manifest = text(&path);
        let own = manifest
            .lines()
            .find(|line| line.starts_with("rusqlite = ") && !line.contains("workspace = true"));
        assert!(own.is_none() || path == Path::new("Cargo.toml"), "{}: {own:?}", path.display());
    }
}

fn sources_of_manifests() -> Vec<PathBuf> {
    output("git", &["ls-files", "--cached", "*Cargo.toml"]).lines().map(PathBuf::from).collect()
}

#[test]
fn every_source_says_first_what_it_is() {
    for path in sources() {
        let source = text(&path);
        // Cases are what a user might write.
        if !path.starts_with("tests/it/cases") {
            assert!(
                source.starts_with("//! "),
                "{} does not begin with `//! what it is`",
                path.display()
            );
        }
        assert_ne!(path.file_name().unwrap(), "mod.rs", "{}", path.display());
    }
}

/// A guard of a `match` that takes a value apart, which Rust knows since 1.95 and the promised one does not.
fn is_new_guard(line: &str) -> bool {
    let Some((before, after)) = line.trim().split_once("if let ") else { return false };
    let before = before.trim_end();
    let is_arm = after.ends_with("=>") || after.contains(" => ");
    let is_code = !before.starts_with("//") && !before.ends_with("else") && !before.ends_with("=");
    is_arm && is_code && !before.ends_with("=>") && !before.ends_with('{')
}

#[test]
fn the_oldest_promised_rust_reads_it() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("rust-version = \"1.92\""), "a newer one may know more: look here");
    assert!(is_new_guard("Some(x) if let Some(y) = x.next() => {"));
    assert!(!is_new_guard("Some(x) => if let Some(y) = x.next() { y => 1 }"));
    let found = sources().into_iter().filter_map(|path| {
        let line = text(&path).lines().position(is_new_guard)?;
        Some(format!("{}:{}", path.display(), line + 1))
    });
    let found: Vec<String> = found.filter(|place| !place.contains("tidy.rs")).collect();
    assert!(found.is_empty(), "guards that 1.92 does not know: {found:?}");
}

#[test]
fn every_dialect_has_the_same_files() {
    let names = |dialect: &str| -> BTreeSet<String> {
        let folder = Path::new("migrate/src/dialect").join(dialect);
        let all = sources().into_iter().filter(|path| path.parent() == Some(&folder));
        all.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    let common: BTreeSet<String> =
        ["types", "ddl", "introspect", "connect"].map(str::to_owned).into();
    let folders: BTreeSet<PathBuf> = sources()
        .into_iter()
        .filter_map(|path| {
            path.strip_prefix("migrate/src/dialect").ok().and_then(Path::parent).map(Path::to_owned)
        })
        .filter(|folder| folder.components().count() == 1)
        .collect();
    assert!(folders.len() >= 2, "{folders:?}");
    for folder in folders {
        let found = names(folder.to_str().unwrap());
        assert!(found.is_superset(&common), "{}: {found:?}", folder.display());
    }
}

#[test]
fn sql_is_read_only_by_replay_and_no_shared_code_asks_a_dialect_who_it_is() {
    for path in sources().into_iter().filter(|path| path.starts_with("migrate/src")) {
        let source = text(&path);
        let code: Vec<&str> =
            source.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).collect();
        let reads = [
            "migrate/src/replay",
            "migrate/src/replay.rs",
            "migrate/src/split",
            "migrate/src/split.rs",
            "migrate/src/dialect",
        ];
        if !reads.iter().any(|place| path.starts_with(place)) {
            assert!(
                !code.iter().any(|line| line.contains("Lexer")),
                "{} reads SQL",
                path.display()
            );
        }
        if path.starts_with("migrate/src/dialect") {
            continue;
        }
        for line in code.iter().take_while(|line| !line.contains("#[cfg(test)]")) {
            let asks = ["name() == \"", "name() != \"", "Sqlite =>", "Postgres =>"];
            assert!(
                !asks.iter().any(|ask| line.contains(ask)),
                "{}: asks who: {line}",
                path.display()
            );
            let writes = [
                "\"CREATE TABLE",
                "\"ALTER TABLE",
                "\"DROP TABLE",
                "\"CREATE INDEX",
                "\"CREATE UNIQUE",
                "\"ALTER TYPE",
            ];
            let owns_its_table = ["migrate/src/history", "migrate/src/runner"]
                .iter()
                .any(|own| path.to_string_lossy().starts_with(own));
            assert!(
                owns_its_table || !writes.iter().any(|write| line.contains(write)),
                "{}: writes SQL: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn the_code_map_names_every_crate_and_the_readme_every_command() {
    let map = text(Path::new("ARCHITECTURE.md"));
    for manifest in sources_of_manifests() {
        if let Some(folder) = manifest.parent().filter(|folder| folder.components().count() == 1) {
            assert!(
                map.contains(&format!("`{}/`", folder.display())),
                "ARCHITECTURE.md does not tell of {}",
                folder.display()
            );
        }
    }
    let readme = text(Path::new("README.md"));
    let commands = text(Path::new("migrate-cli/src/db.rs"));
    for module in commands.lines().filter_map(|line| line.strip_prefix("mod ")) {
        let name = module.trim_end_matches(';').replace('_', "-");
        assert!(readme.contains(&name), "README.md does not tell of `db {name}`");
    }
}

#[test]
fn every_command_that_a_hint_names_is_there() {
    let commands = text(Path::new("migrate-cli/src/db.rs"));
    let mut known: BTreeSet<String> = commands
        .lines()
        .filter_map(|line| line.strip_prefix("mod "))
        .map(|name| name.trim_end_matches(';').replace('_', "-"))
        .collect();
    known.extend(["migrate", "create-migration", "test-rollback"].map(str::to_owned));
    let spoken = ["cargo xtask", "db"].join(" ") + " ";
    for path in sources() {
        for rest in text(&path).split(&spoken).skip(1) {
            let word: String = rest
                .chars()
                .take_while(|letter| letter.is_ascii_lowercase() || *letter == '-')
                .collect();
            assert!(
                word.is_empty() || known.contains(&word),
                "{}: there is no `db {word}`",
                path.display()
            );
        }
    }
}
