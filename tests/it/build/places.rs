//! Where drift is told: every kind of it at its place in the source, whoever compiles. One workspace with two histories in a
//! folder that is not easy to name; cargo's own JSON is read, which is what an editor reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use super::tiny::{cargo, workspace};

const PERSON: &str = "//! People and houses.

#[derive(migrate::Table)]
#[table(name = \"people\", check(\"age > 1\"), index(columns = [name]))]
pub struct Person {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
    pub age: i64,
    #[column(default = \"here\")]
    pub city: String,
    pub phone: Option<String>,
    #[column(unique)]
    pub email: Option<String>,
}

#[derive(migrate::Table)]
#[table(name = \"houses\")]
pub struct House {
    #[column(primary_key)]
    pub id: i64,
}
";

const PEOPLE: &str = "CREATE TABLE people (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, age TEXT NOT NULL, \
    city TEXT NOT NULL DEFAULT 'there', phone TEXT NOT NULL, CONSTRAINT ck_people_old CHECK (age > 0));\n\
    CREATE TABLE gone (id INTEGER NOT NULL PRIMARY KEY);";

const ITEM: &str = "#[derive(migrate::Table)]
#[table(name = \"items\")]
pub struct Item {
    #[column(primary_key)]
    pub id: i64,
}
";

/// A workspace of two applications with a history each, one of them a library that a third package uses.
struct Shop {
    dir: tempfile::TempDir,
}

impl Shop {
    fn new() -> Shop {
        let dir = tempfile::Builder::new().prefix("kleiner Läden ").tempdir().unwrap();
        let shop = Shop { dir };
        shop.write("Cargo.lock", &fs::read_to_string(workspace().join("Cargo.lock")).unwrap());
        shop.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"apps/front\", \"apps/back\", \"tool\"]\n\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n",
        );
        let uses = |more: &str| {
            let path = |name: &str| workspace().join(name).display().to_string();
            format!(
                "[package.metadata.migrate]\nmigrations = \"migrations\"\n{more}\n[dependencies]\n\
                 migrate = {{ package = \"migrate-engine\", path = {:?}, features = [\"derive\"] }}\n\
                 [build-dependencies]\nmigrate-build = {{ path = {:?} }}\n",
                path("migrate"),
                path("migrate-build"),
            )
        };
        let package = |name: &str| {
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
        };
        shop.write("apps/front/Cargo.toml", &(package("places-front") + &uses("")));
        let back =
            package("places-back") + "[features]\nextra = []\n" + &uses("drift = \"deny\"\n");
        shop.write("apps/back/Cargo.toml", &back);
        let tool = package("places-tool") + "[dependencies]\nplaces-back.path = \"../apps/back\"\n";
        shop.write("tool/Cargo.toml", &tool);
        for app in ["front", "back"] {
            shop.write(&format!("apps/{app}/build.rs"), "fn main() { migrate_build::run() }\n");
        }
        let embed = "#![allow(dead_code)]\nmigrate::embed!();\n";
        shop.write("apps/front/src/main.rs", &format!("{embed}mod person;\nfn main() {{}}\n"));
        shop.write("apps/front/src/person.rs", "pub mod table;\n");
        shop.write("apps/front/src/person/table.rs", PERSON);
        shop.revision("front", "0001", "", PEOPLE);
        let back = format!(
            "{embed}pub mod item;\n#[cfg(feature = \"extra\")]\npub mod extra;\n\
         pub fn heads() -> usize {{\n    migrations::migrator().embedded().heads.len()\n}}\n"
        );
        shop.write("apps/back/src/lib.rs", &back);
        shop.write("apps/back/src/main.rs", "fn main() { let _ = places_back::heads(); }\n");
        shop.write("apps/back/src/item.rs", "pub mod table;\n");
        shop.write("apps/back/src/item/table.rs", ITEM);
        shop.write("apps/back/src/extra.rs", "pub mod table;\n");
        shop.write(
            "apps/back/src/extra/table.rs",
            &ITEM.replace("items", "extras").replace("Item", "Extra"),
        );
        let table = |name: &str| format!("CREATE TABLE {name} (id INTEGER NOT NULL PRIMARY KEY);");
        shop.revision("back", "0001", "", &(table("items") + "\n" + &table("extras")));
        shop.write("tool/src/main.rs", "fn main() { let _ = places_back::heads(); }\n");
        shop
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn revision(&self, app: &str, id: &str, revises: &str, sql: &str) {
        let text = format!(
            "-- change\n--\n-- Revision: {id}\n-- Revises: {revises}\n-- Created: 2026-01-01 00:00:00 UTC\n\
             -- Labels:\n-- Depends on:\n\n-- migrate:up\n{sql}\n\n-- migrate:down irreversible\n"
        );
        self.write(&format!("apps/{app}/migrations/{id}.sql"), &text);
    }

    /// What the compiler and the build scripts say of the packages.
    fn cargo(&self, words: &[&str], drift: Option<&str>) -> Said {
        let (command, arguments) = words.split_first().unwrap();
        let output = cargo(self.dir.path(), command)
            .args(arguments)
            .arg("--message-format=json")
            .envs(drift.map(|word| ("MIGRATE_DRIFT", word)))
            .output()
            .unwrap();
        Said::read(&output, self.dir.path())
    }
}

/// What one run of cargo said.
struct Said {
    ok: bool,
    /// `level path:line:column message` of each diagnostic that is ours, sorted.
    told: Vec<String>,
    /// All that a person would have read.
    whole: String,
}

impl Said {
    fn read(output: &Output, root: &Path) -> Said {
        let text = String::from_utf8_lossy(&output.stdout);
        let mut whole = String::from_utf8_lossy(&output.stderr).into_owned();
        let mut told = Vec::new();
        for line in text.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            let Some(message) = value.get("message").filter(|message| message.is_object()) else {
                continue;
            };
            whole.push_str(message["rendered"].as_str().unwrap_or_default());
            let text = message["message"].as_str().unwrap();
            let text = text.rsplit_once("MIGRATION_MISSING`: ").map_or(text, |(_, text)| text);
            let Some(said) = text.split_once("; write the revision: `cargo xtask db revision")
            else {
                continue;
            };
            let span =
                message["spans"].as_array().unwrap().iter().find(|span| span["is_primary"] == true);
            let span = span.unwrap();
            let path = PathBuf::from(span["file_name"].as_str().unwrap());
            let path = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            let (level, line, column) =
                (&message["level"], &span["line_start"], &span["column_start"]);
            told.push((
                line.as_u64(),
                format!("{} {path}:{line}:{column} {}", level.as_str().unwrap(), said.0),
            ));
        }
        told.sort();
        told.dedup();
        let told = told.into_iter().map(|(_, text)| text).collect();
        Said { ok: output.status.success(), told, whole }
    }
}

#[test]
fn every_difference_is_told_at_its_place() {
    let shop = Shop::new();
    let expected = expect_test::expect![[r#"
        warning apps/front/src/person/table.rs:4:26 constraint `ck_people_821e7bec` of table `people` is not in the migrations
        warning apps/front/src/person/table.rs:4:44 index `ix_people_name` of table `people` is not in the migrations
        warning apps/front/src/person/table.rs:5:12 constraint `ck_people_old` of table `people` is in the migrations but not in the models
        warning apps/front/src/person/table.rs:9:14 column `people.age` is `INTEGER` in the models and `TEXT` in the migrations
        warning apps/front/src/person/table.rs:10:14 column `people.city` has the default `'here'` in the models and `'there'` in the migrations
        warning apps/front/src/person/table.rs:12:16 column `people.phone`: NULL is allowed by the models, NULL is not allowed by the migrations
        warning apps/front/src/person/table.rs:13:14 constraint `uq_people_email` of table `people` is not in the migrations
        warning apps/front/src/person/table.rs:14:9 column `people.email` is not in the migrations
        warning apps/front/src/person/table.rs:19:12 table `houses` is not in the migrations"#]];
    let front = shop.cargo(&["check", "--workspace"], None);
    assert!(front.ok, "{}", front.whole);
    expected.assert_eq(&front.told.join("\n"));
    let dropped = "apps/front/migrations: table `gone` is in the migrations but not in the models";
    assert!(front.whole.contains(dropped), "{}", front.whole);

    let as_before = |said: Said, level: &str| {
        let wanted: Vec<String> =
            front.told.iter().map(|one| one.replace("warning ", level)).collect();
        assert_eq!(said.told, wanted, "{}", said.whole);
    };
    as_before(shop.cargo(&["check", "--workspace", "--locked"], None), "warning ");
    as_before(shop.cargo(&["clippy", "--package", "places-front"], None), "warning ");
    let host = host();
    as_before(
        shop.cargo(&["check", "--package", "places-front", "--target", &host], None),
        "warning ",
    );
    let denied = shop.cargo(&["check", "--package", "places-front"], Some("deny"));
    assert!(!denied.ok);
    as_before(denied, "error ");
    let off = shop.cargo(&["check", "--workspace"], Some("off"));
    assert!(off.ok && off.told.is_empty() && !off.whole.contains("differ"), "{}", off.whole);

    // A table that a feature has taken out of the build is still a table of the history.
    let with = shop.cargo(
        &[
            "check",
            "--package",
            "places-tool",
            "--package",
            "places-back",
            "--features",
            "places-back/extra",
        ],
        None,
    );
    assert!(with.ok && with.told.is_empty(), "{}", with.whole);

    // The manifest of the library denies: its dependent hears of it too, whatever is compiled of it.
    shop.write(
        "apps/back/src/item/table.rs",
        &ITEM.replace("i64,\n", "i64,\n    pub price: Option<i64>,\n"),
    );
    let used = shop.cargo(&["check", "--package", "places-tool"], None);
    assert!(!used.ok, "{}", used.whole);
    assert_eq!(
        used.told,
        ["error apps/back/src/item/table.rs:6:9 column `items.price` is not in the migrations"]
    );
    let warned = shop.cargo(&["check", "--package", "places-tool"], Some("warn"));
    assert!(
        warned.ok && warned.told.len() == 1,
        "the variable goes before the manifest: {}",
        warned.whole
    );
    shop.revision("back", "0002", "0001", "ALTER TABLE items ADD COLUMN price INTEGER;");
    shop.write(
        "apps/back/src/extra/table.rs",
        &ITEM
            .replace("items", "extras")
            .replace("Item", "Extra")
            .replace("i64,\n", "i64,\n    pub more: Option<i64>,\n"),
    );
    let hidden = shop.cargo(&["check", "--package", "places-tool"], None);
    assert!(
        !hidden.ok && hidden.whole.contains("apps/back/src/extra/table.rs:6:9"),
        "what no feature compiles is told as well: {}",
        hidden.whole
    );

    // What is left of a table whose file is gone.
    shop.write("apps/front/src/person.rs", "//! People.\n\npub mod table;\n");
    fs::remove_file(shop.dir.path().join("apps/front/src/person/table.rs")).unwrap();
    let gone = shop.cargo(&["check", "--package", "places-front"], None);
    assert!(gone.whole.contains("apps/front/src/person.rs:3:5: table `people` is in the migrations but not in the models"), "{}", gone.whole);
}

/// The triple of the compiler that runs, for a build that keeps what runs here apart from what runs there.
fn host() -> String {
    let output = std::process::Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}
