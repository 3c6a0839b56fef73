//! `--adopt`: databases that others made become projects. Each file of `cases/adopt` is one such database; beside it stand
//! the models that are written for it. `UPDATE_EXPECT=1` writes those.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use migrate::introspect::introspect;
use migrate::session::{self, Access, block_on};
use migrate_tests::dump::dump;
use migrate_tests::{Database, postgres};

/// A project in a folder of its own, with a database that is there, and one that is not.
struct Project {
    folder: tempfile::TempDir,
    old: String,
    fresh: String,
    _databases: Vec<Database>,
}

impl Project {
    fn new(dialect: &str, sql: &str) -> Project {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        if dialect == "postgres" {
            let databases = vec![postgres(), postgres()];
            databases[0].execute(sql);
            let (old, fresh) = (databases[0].url(), databases[1].url());
            return Project { folder, old, fresh, _databases: databases };
        }
        let url = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let (old, fresh) = (url("old.db"), url("fresh.db"));
        let connection = rusqlite::Connection::open(folder.path().join("old.db")).unwrap();
        connection.execute_batch(sql).unwrap();
        Project { folder, old, fresh, _databases: Vec::new() }
    }

    /// Runs `db`; what it said, and whether it was well.
    fn db(&self, url: &str, arguments: &[&str]) -> (String, bool) {
        let output = Command::new(env!("CARGO_BIN_EXE_db"))
            .arg("db")
            .args(arguments)
            .args(["--models", "src", "--migrations", "migrations", "--database-url", url, "--yes"])
            .current_dir(self.folder.path())
            .env_remove("DATABASE_URL")
            .env_remove("RUST_BACKTRACE")
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (String::from_utf8(said).unwrap(), output.status.success())
    }

    #[track_caller]
    fn well(&self, url: &str, arguments: &[&str]) -> String {
        let (said, well) = self.db(url, arguments);
        assert!(well, "{arguments:?}: {said}\n{}", self.texts());
        said
    }

    /// Every file of the models and the revision, with its name.
    fn texts(&self) -> String {
        let mut text = String::new();
        for path in self.sources() {
            let shown = path.strip_prefix(self.folder.path()).unwrap().display().to_string();
            let _ = writeln!(text, "=== {shown}\n{}", fs::read_to_string(&path).unwrap());
        }
        text
    }

    fn sources(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.path().join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found.sort();
        found
    }
}

/// What a database holds, without the history's own tables.
fn held(url: &str) -> String {
    let mut connection = session::connect(url, Access::Read).unwrap();
    let mut schema = block_on(introspect(&mut connection)).unwrap();
    schema.tables.retain(|name, _| !name.name.starts_with("migrate_"));
    schema.sort();
    dump(&schema)
}

fn cases() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/cases/adopt");
    // One of everything that a server can hold.
    let everything = include_str!("postgres/everything.sql").to_owned();
    let everything = (folder.join("everything.postgres.sql"), everything);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(PathBuf, String)> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .map(|path| {
            let sql = fs::read_to_string(&path).unwrap();
            (path, sql)
        })
        .collect();
    found.push(everything);
    found.sort();
    assert!(found.len() >= 4, "the cases are gone");
    found
}

#[test]
fn what_is_adopted_is_exactly_what_is_there() {
    for (path, sql) in cases() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let dialect = name.rsplit('.').next().unwrap();
        let project = Project::new(dialect, &sql);
        let before = held(&project.old);
        let said = project.well(
            &project.old,
            &["revision", "adopt", "--from-db", "--adopt", "--rev-id", "aaaaaaaaaaaa"],
        );
        assert_eq!(held(&project.old), before, "{name}: the database was changed");
        let said = said.replace(&session::masked(&project.old), "[database]");
        let said: String = said
            .lines()
            .filter(|line| !line.contains("_adopt.sql"))
            .map(|line| format!("{line}\n"))
            .collect();
        expect_test::expect_file![path.with_extension("txt")]
            .assert_eq(&format!("{said}{}", project.texts()));
        let formatted = Command::new("rustfmt")
            .args(["--check", "--edition", "2024"])
            .args(project.sources())
            .output()
            .unwrap();
        assert!(
            formatted.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&formatted.stdout)
        );
        // Nothing is left to say, of the history, the models or the database.
        project.well(&project.old, &["check", "--db", "--dialect", dialect]);
        let again = project.well(&project.old, &["revision", "again", "--from-db"]);
        assert!(again.contains("No changes detected"), "{name}: {again}");
        let again = project.well(&project.old, &["revision", "again", "--dialect", dialect]);
        assert!(again.contains("No changes detected"), "{name}: {again}");
        // Elsewhere the revision makes the same, and takes it back.
        project.well(&project.fresh, &["upgrade"]);
        let alone: Vec<&str> =
            sql.lines().filter_map(|line| line.strip_prefix("-- alone: ")).collect();
        if alone.is_empty() {
            assert_eq!(held(&project.fresh), before, "{name}\n{}", project.texts());
        }
        project.well(&project.fresh, &["downgrade", "base"]);
        assert_eq!(held(&project.fresh), "", "{name}");
    }
}

#[test]
fn what_is_nobodys_goes_where_it_is_and_nowhere_else() {
    let project = Project::new("postgres", "CREATE TABLE ours (id bigint PRIMARY KEY)");
    project.well(&project.old, &["revision", "adopt", "--from-db", "--adopt"]);
    let before = held(&project.old);
    let strange = "CREATE TABLE stray (id bigint PRIMARY KEY, ours bigint REFERENCES ours);
        CREATE VIEW strays AS SELECT id FROM stray;
        ALTER TABLE ours ADD COLUMN more text UNIQUE, ADD CONSTRAINT least CHECK (id > 0);
        CREATE INDEX by_more ON ours (lower(more));";
    project._databases[0].execute(strange);
    let left = project.well(&project.old, &["revision", "drop", "--from-db"]);
    assert!(left.contains("No changes detected"), "{left}");
    let drop = ["revision", "drop", "--from-db", "--drop-unmanaged"];
    let (refused, well) = project.db(&project.old, &drop);
    assert!(!well && refused.contains("drops table `stray` and its rows"), "{refused}");
    project.well(&project.old, &[&drop[..], &["--allow-destructive"]].concat());
    project.well(&project.old, &["upgrade"]);
    assert_eq!(held(&project.old), before);
    project.well(&project.fresh, &["upgrade"]);
    assert_eq!(held(&project.fresh), before);
    project.well(&project.fresh, &["downgrade", "base"]);
}
