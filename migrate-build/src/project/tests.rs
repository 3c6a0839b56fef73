//! The settings as people write them, right and wrong.

use std::path::{Path, PathBuf};

use super::{Drift, Project};

/// A folder that is gone when the test is over.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let dir =
            std::env::temp_dir().join(format!("migrate-project-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Scratch(dir)
    }

    fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn package(settings: &str) -> String {
    format!("[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n{settings}")
}

fn error(name: &str, settings: &str) -> (String, Option<String>) {
    let dir = Scratch::new(name);
    dir.write("Cargo.toml", &package(settings));
    let error = Project::read(dir.path()).unwrap_err();
    (
        error.to_string().replace(&dir.path().display().to_string(), "DIR"),
        error.hint().map(str::to_owned),
    )
}

#[test]
fn a_package_that_says_nothing_gets_the_defaults() {
    let dir = Scratch::new("defaults");
    dir.write("Cargo.toml", &package(""));
    let project = Project::read(dir.path()).unwrap();
    assert_eq!(project.package, "app");
    assert_eq!(
        project.dialects.iter().map(|dialect| dialect.name()).collect::<Vec<_>>(),
        ["sqlite"]
    );
    assert_eq!(project.models, dir.path().join("src"));
    assert_eq!(project.migrations, dir.path().join("migrations"));
    assert_eq!(project.workspace, dir.path());
    assert_eq!((project.database_url, project.history_table, project.drift), (None, None, None));
}

#[test]
fn every_setting_is_read() {
    let dir = Scratch::new("all");
    dir.write("Cargo.toml", "[workspace]\nmembers = [\"app\"]\n").write(
        "app/Cargo.toml",
        &package(
            "[package.metadata.migrate]\ndialects = [\"postgresql\", \"sqlite\"]\nmodels = \"src/entities\"\n\
             migrations = \"../db/migrations\"\ndatabase-url = \"postgres://${USER_NAME}@db/app\"\n\
             history-table = \"ops.history\"\ndrift = \"deny\"\n",
        ),
    );
    let project = Project::read(&dir.path().join("app")).unwrap();
    assert_eq!(
        project.dialects.iter().map(|dialect| dialect.name()).collect::<Vec<_>>(),
        ["postgres", "sqlite"]
    );
    assert_eq!(project.models, dir.path().join("app/src/entities"));
    assert_eq!(project.migrations, dir.path().join("db/migrations"));
    assert_eq!(project.workspace, dir.path());
    assert_eq!(project.shown(&project.migrations), Path::new("db/migrations"));
    assert_eq!(project.history_table.as_deref(), Some("ops.history"));
    assert_eq!(project.drift, Some(Drift::Deny));
    let url =
        project.database_url(&|name| (name == "USER_NAME").then(|| "ann".to_owned())).unwrap();
    assert_eq!(url.as_deref(), Some("postgres://ann@db/app"));
    let unset = project.database_url(&|_| None).unwrap_err();
    assert_eq!(
        unset.to_string(),
        "app/Cargo.toml: `database-url`: the environment variable `USER_NAME` is not set"
    );
}

#[test]
fn a_relative_sqlite_path_is_taken_from_the_workspace() {
    let dir = Scratch::new("anchor");
    let url = |written: &str| {
        let settings = format!("[package.metadata.migrate]\ndatabase-url = \"{written}\"\n");
        dir.write("Cargo.toml", "[workspace]\n").write("app/Cargo.toml", &package(&settings));
        let project = Project::read(&dir.path().join("app")).unwrap();
        project
            .database_url(&|_| None)
            .unwrap()
            .unwrap()
            .replace(&dir.path().display().to_string(), "DIR")
    };
    assert_eq!(url("sqlite:app.db"), "sqlite:DIR/app.db");
    assert_eq!(url("sqlite://data/app.db?mode=ro"), "sqlite:DIR/data/app.db?mode=ro");
    assert_eq!(url("sqlite:///var/app.db"), "sqlite:///var/app.db");
    assert_eq!(url("sqlite::memory:"), "sqlite::memory:");
    assert_eq!(url("postgres://localhost/app"), "postgres://localhost/app");
}

#[test]
fn the_nearest_migrations_up_to_the_workspace_are_taken() {
    let dir = Scratch::new("nearest");
    dir.write("migrations/README.md", "").write("ws/Cargo.toml", "[workspace]\n");
    dir.write("ws/apps/one/Cargo.toml", &package(""));
    let one = dir.path().join("ws/apps/one");
    assert_eq!(Project::read(&one).unwrap().migrations, one.join("migrations"));
    dir.write("ws/migrations/README.md", "");
    assert_eq!(Project::read(&one).unwrap().migrations, dir.path().join("ws/migrations"));
    dir.write("ws/apps/one/migrations/README.md", "");
    assert_eq!(Project::read(&one).unwrap().migrations, one.join("migrations"));
}

#[test]
fn a_workspace_that_excludes_the_package_is_not_its_own() {
    let dir = Scratch::new("exclude");
    dir.write("Cargo.toml", "[workspace]\nexclude = [\"apart\"]\n")
        .write("apart/app/Cargo.toml", &package(""));
    let root = dir.path().join("apart/app");
    assert_eq!(Project::read(&root).unwrap().workspace, root);
}

#[test]
fn an_unknown_setting_is_an_error_with_its_place_and_the_nearest() {
    let (message, hint) = error("unknown", "[package.metadata.migrate]\nmigration = \"x\"\n");
    assert_eq!(message, "DIR/Cargo.toml:6:1: there is no setting `migration`");
    assert_eq!(hint.as_deref(), Some("did you mean `migrations`?"));
    let (_, hint) = error("unknown2", "[package.metadata.migrate]\ncolour = \"x\"\n");
    assert_eq!(
        hint.unwrap(),
        "the settings are `dialects`, `models`, `migrations`, `database-url`, `history-table`, `drift`, `lint`"
    );
}

#[test]
fn all_wrong_values_are_told_at_once() {
    let (message, _) = error(
        "values",
        "[package.metadata.migrate]\ndialects = [\"sqlite\", \"oracle\", \"sqlite3\", 1]\nmodels = 3\nmigrations = \"\"\n\
         drift = \"maybe\"\n",
    );
    assert_eq!(
        message,
        "DIR/Cargo.toml:6:23: there is no dialect `oracle`\n\
         DIR/Cargo.toml:6:33: the dialect `sqlite` is named twice\n\
         DIR/Cargo.toml:6:44: `dialects` is a list of names\n\
         DIR/Cargo.toml:7:10: `models` is a string that is not empty\n\
         DIR/Cargo.toml:8:14: `migrations` is a string that is not empty\n\
         DIR/Cargo.toml:9:9: `drift` is `deny`, `warn` or `off`"
    );
}

#[test]
fn what_is_no_package_says_so() {
    let (message, _) = error("broken", "[package.metadata.migrate\n");
    assert!(message.starts_with("DIR/Cargo.toml:5:"), "{message}");
    let dir = Scratch::new("virtual");
    dir.write("Cargo.toml", "[workspace]\n");
    assert!(Project::read(dir.path()).unwrap_err().to_string().ends_with("describes no package"));
    assert!(Project::read(Path::new("/nonexistent/x")).unwrap_err().is_file());
}

#[test]
fn lint_says_since_when_and_what_never() {
    let dir = Scratch::new("lint");
    let settings = "[package.metadata.migrate]\nlint = { since = \"19becf30\", allow = [\"varchar-limit\"] }\n";
    dir.write("Cargo.toml", &package(settings));
    let lint = Project::read(dir.path()).unwrap().lint;
    assert_eq!(
        (lint.since.as_deref(), lint.allow),
        (Some("19becf30"), vec!["varchar-limit".to_owned()])
    );
    let of =
        |words: &str| error("lint-wrong", &format!("[package.metadata.migrate]\nlint = {words}\n"));
    assert_eq!(
        of("{ allowed = [] }"),
        (
            "DIR/Cargo.toml:6:10: there is no setting `lint.allowed`".to_owned(),
            Some("the settings are `since` and `allow`".to_owned())
        )
    );
    assert_eq!(of("{ allow = \"a\" }").0, "DIR/Cargo.toml:6:18: `allow` is a list of names");
    assert!(of("true").0.contains("`lint` is a table"));
}
