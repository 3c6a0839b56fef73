//! The smallest application there is, in a folder with a space in its name, built by cargo against this workspace.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Its only model.
pub(super) const USER: &str = "//! People.

#[derive(migrate::Table)]
#[table(name = \"users\")]
pub struct User {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}
";

/// Its code: it tells what was embedded.
pub(super) const MAIN: &str = "#![allow(dead_code)]\nmigrate::embed!();\nmod user;\nfn main() {\n    \
    let embedded = migrations::migrator().embedded();\n    \
    print!(\"{} revisions, head {}\", embedded.revisions.len(), embedded.heads.join(\" \"));\n}\n";

/// An application in a folder of its own.
pub(super) struct Tiny {
    dir: tempfile::TempDir,
    name: String,
}

/// What one run of cargo came to.
pub(super) struct Built {
    output: Output,
    name: String,
}

impl Tiny {
    /// A new application; the name keeps it apart from others in the target folder that they share.
    pub(super) fn new(name: &str) -> Tiny {
        let dir = tempfile::Builder::new().prefix("tiny app ").tempdir().unwrap();
        let tiny = Tiny { dir, name: format!("tiny-{name}") };
        tiny.write("Cargo.toml", &tiny.manifest(""));
        tiny.write("Cargo.lock", &fs::read_to_string(workspace().join("Cargo.lock")).unwrap());
        tiny.write("build.rs", "fn main() {\n    migrate_build::run()\n}\n");
        tiny.write("src/main.rs", MAIN);
        tiny.write("src/user.rs", "pub mod table;\n");
        tiny.write("src/user/table.rs", USER);
        tiny
    }

    /// Its Cargo.toml, with a setting.
    pub(super) fn manifest(&self, setting: &str) -> String {
        let path = |name: &str| workspace().join(name).display().to_string();
        format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[package.metadata.migrate]\n\
             dialects = [\"sqlite\"]\n{setting}\n\n[dependencies]\n\
             migrate = {{ package = \"migrate-engine\", path = {:?}, features = [\"derive\"] }}\n\n\
             [build-dependencies]\nmigrate-build = {{ path = {:?} }}\n\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n\n[profile.release]\nopt-level = 0\n\n[workspace]\n",
            self.name,
            path("migrate"),
            path("migrate-build"),
        )
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.dir.path().join(path)).unwrap();
    }

    pub(super) fn rename(&self, path: &str, next: &str) {
        fs::rename(self.dir.path().join(path), self.dir.path().join(next)).unwrap();
    }

    /// Writes `migrations/<id>.sql`.
    pub(super) fn revision(&self, id: &str, revises: &str, what: &[(&str, &str)]) {
        for (message, sql) in what {
            let text = format!(
                "-- {message}\n--\n-- Revision: {id}\n-- Revises: {revises}\n-- Created: 2026-01-01 00:00:00 UTC\n\
                 -- Labels:\n-- Depends on:\n\n-- migrate:up sqlite\n{sql}\n\n-- migrate:down sqlite\n"
            );
            self.write(&format!("migrations/{id}.sql"), &text);
        }
    }

    pub(super) fn build(&self) -> Built {
        self.build_with(&[], &[])
    }

    pub(super) fn build_with(&self, environment: &[(&str, &str)], arguments: &[&str]) -> Built {
        let output =
            self.cargo("build").args(arguments).envs(environment.iter().copied()).output().unwrap();
        Built { output, name: self.name.clone() }
    }

    /// What the program prints, built first if need be.
    pub(super) fn run(&self) -> String {
        let output = self.cargo("run").arg("--quiet").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn cargo(&self, command: &str) -> Command {
        cargo(self.dir.path(), command)
    }

    /// The OUT_DIR of its build script.
    pub(super) fn out(&self) -> PathBuf {
        let builds = fs::read_dir(target().join("debug/build")).unwrap();
        let ours = |name: &str| {
            name.strip_prefix(&self.name).is_some_and(|rest| !rest.starts_with("-build"))
        };
        let mut found: Vec<PathBuf> = builds
            .map(|entry| entry.unwrap().path())
            .filter(|path| ours(&path.file_name().unwrap().to_string_lossy()))
            .map(|path| path.join("out"))
            .filter(|path| path.join("migrations.rs").is_file())
            .collect();
        let made = |path: &PathBuf| path.join("../output").metadata().unwrap().modified().unwrap();
        found.sort_by_key(made);
        found.pop().unwrap()
    }
}

/// The target folder of this workspace, so that what an application and the workspace both use is compiled once.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

/// Cargo in `folder`, without the network.
pub(super) fn cargo(folder: &Path, command: &str) -> Command {
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    cargo.arg(command).arg("--offline").current_dir(folder).env("CARGO_TARGET_DIR", target());
    for name in ["MIGRATE_DRIFT", "MIGRATE_CACHE", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        cargo.env_remove(name);
    }
    cargo
}

impl Built {
    pub(super) fn ok(&self) -> bool {
        self.output.status.success()
    }

    /// Whether the application itself was compiled, as it is whenever its build script ran.
    pub(super) fn compiled(&self) -> bool {
        self.says(&format!("Compiling {} ", self.name))
    }

    /// Whether the build script ran, in a build that was told to be `-v`.
    pub(super) fn ran(&self) -> bool {
        let line = format!("Running `{}", target().display());
        let mut lines = self.to_string().lines().map(str::to_owned).collect::<Vec<_>>().into_iter();
        lines.any(|said| {
            said.contains(&line) && said.contains(&self.name) && said.contains("build-script-build")
        })
    }

    /// Whether nothing was compiled anew, in a build that was told to be `-v`.
    pub(super) fn fresh(&self) -> bool {
        self.says(&format!("Fresh {} ", self.name))
    }

    /// Whether the build script, or the compiler in its name, warned.
    pub(super) fn warned(&self) -> bool {
        self.says(&format!("warning: {}@", self.name)) || self.says("MIGRATION_MISSING")
    }

    pub(super) fn says(&self, text: &str) -> bool {
        self.to_string().contains(text)
    }
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.output.stderr))
    }
}

pub(super) fn workspace() -> &'static Path {
    static ROOT: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    ROOT.get_or_init(|| Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned())
}
