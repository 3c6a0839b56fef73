//! What a build remembers: after any edits it must say what it would say without a memory. How quick it is, is not told here.

mod commands;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use migrate::codec::{decode, encode};
use migrate::memory::{Forgetful, Memory};
use migrate_build::cache::{self, Cache, Kept};
use migrate_build::check::{Outcome, Wish, check, check_again};
use migrate_build::{Drift, Project};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use commands::{models, models_again, models_looked_up, written_again, written_once};

const MANIFEST: &str = "[package]\nname = \"tiny\"\nversion = \"0.1.0\"\n[package.metadata.migrate]\n\
    dialects = [\"sqlite\", \"postgres\"]\nmigrations = \"migrations\"\n[workspace]\n";

const MAIN: &str = "mod money;\nmod types;\nmod t0;\nmod t1;\nmod t2;\nmod t3;\nfn main() {}\n";

/// What a person may do between two builds.
#[derive(Debug, Clone)]
enum Edit {
    /// Writes the file of a table, anew or otherwise than before; the bits say what the table has.
    Table(u8, u32),
    /// Writes a file of a table with another struct's name, or one that cannot be read.
    Odd(u8, bool),
    /// Deletes it.
    NoTable(u8),
    /// Writes the file of the types that tables share.
    Types(u8),
    /// Writes the file of a type that stands on a shared one.
    Money(u8),
    /// Writes the root of the crate.
    Main(u8),
    /// Chooses other dialects.
    Dialects(bool),
    /// Adds a revision at the end.
    Revision(u8, u8),
    /// Edits the last revision.
    Rewrite(u8, u8),
    /// Deletes the last revision.
    NoRevision,
    /// Damages one of the files of what is remembered.
    Damage(bool, u16),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        8 => (0..4_u8, any::<u32>()).prop_map(|(table, bits)| Edit::Table(table, bits)),
        1 => (0..4_u8, any::<bool>()).prop_map(|(table, named)| Edit::Odd(table, named)),
        1 => (0..2_u8).prop_map(Edit::NoTable),
        2 => any::<u8>().prop_map(Edit::Types),
        2 => any::<u8>().prop_map(Edit::Money),
        1 => any::<u8>().prop_map(Edit::Main),
        1 => any::<bool>().prop_map(Edit::Dialects),
        5 => (0..4_u8, any::<u8>()).prop_map(|(table, what)| Edit::Revision(table, what)),
        2 => (0..4_u8, any::<u8>()).prop_map(|(table, what)| Edit::Rewrite(table, what)),
        1 => Just(Edit::NoRevision),
        1 => (any::<bool>(), any::<u16>()).prop_map(|(last, at)| Edit::Damage(last, at)),
    ]
}

fn table(at: u8, bits: u32) -> String {
    let mut fields = String::new();
    let other = (at + 1) % 4;
    let choices = [
        "    pub note: Option<String>,\n".to_owned(),
        format!(
            "    #[column(references = \"t{other}.id\", on_delete = \"cascade\")]\n    pub up: Option<i64>,\n"
        ),
        format!(
            "    #[column(references = crate::t{other}::table::T{other}, index)]\n    pub by_type: Option<i64>,\n"
        ),
        "    #[column(unique, max_length = 40)]\n    pub email: String,\n".to_owned(),
        "    #[column(default = 7)]\n    pub amount: i32,\n".to_owned(),
        "    pub mood: Mood,\n".to_owned(),
        "    #[column(renamed_from = \"note\")]\n    pub remark: Option<String>,\n".to_owned(),
        "    pub size: Size,\n".to_owned(),
        "    #[column(flatten)]\n    pub shared: Shared,\n".to_owned(),
        "    #[column(type(sqlite = \"TEXT\", postgres = \"citext\"))]\n    pub raw: String,\n"
            .to_owned(),
    ];
    for (bit, field) in choices.iter().enumerate() {
        if bits & (1 << bit) != 0 {
            fields.push_str(field);
        }
    }
    let (mut before, mut after) = (String::new(), String::new());
    let more = [
        ("    pub money: Money,\n", "use crate::money::Money;\n", ""),
        ("    pub cost: Money,\n", "use crate::money::*;\n", ""),
        ("    #[cfg(feature = \"far\")]\n    pub far: Option<i64>,\n", "", ""),
        ("    pub local: inner::Local,\n", "", "pub mod inner {\n    pub struct Local(i16);\n}\n"),
        ("", "//! Of a Thing that is no Type.\n\n", ""),
        ("    pub long: Long,\n", "use crate::types::Long;\n", ""),
        ("    pub other: Option<crate::types::Size>,\n", "", "mod nothing {}\n"),
    ];
    for (bit, (field, use_it, item)) in more.iter().enumerate() {
        if bits & (1 << (14 + bit)) != 0 {
            fields.push_str(field);
            before.insert_str(0, use_it);
            after.push_str(item);
        }
    }
    if bits & (1 << 18) != 0 {
        // Inner comments come first.
        before = before.replace("//! Of a Thing that is no Type.\n\n", "");
        before.insert_str(0, "//! Of a Thing that is no Type.\n\n");
    }
    let attribute = match bits >> 10 & 7 {
        1 => ", check(\"id > 0\")",
        2 => ", comment = \"it's said\"",
        3 => ", renamed_from = \"old\"",
        4 => ", index(columns = [id], name = \"t_id_seq\")",
        5 => &format!(", renamed_from = \"t{other}\""),
        _ => "",
    };
    let key = match bits >> 13 & 1 | bits >> 20 & 2 {
        0 => "primary_key, auto",
        1 => "primary_key",
        2 => "unique",
        _ => "renamed_from = \"uid\"",
    };
    let id = if bits & (1 << 22) == 0 { "i64" } else { "i32" };
    format!(
        "{before}use crate::types::{{Mood, Shared, Size}};\n\
         #[derive(migrate::Table)]\n#[table(name = \"t{at}\"{attribute})]\npub struct T{at} {{\n    \
         #[column({key})]\n    pub id: {id},\n{fields}}}\n{after}"
    )
}

fn types(bits: u8) -> String {
    let more = if bits & 1 == 0 { "" } else { ", Ugly" };
    let of = if bits & 2 == 0 { "i32" } else { "i64" };
    let when = if bits & 4 == 0 { "" } else { "pub deleted_at: Option<i64>," };
    let long = if bits & 8 == 0 { "i64" } else { "Vec<String>" };
    let mood = match bits & 16 {
        0 => format!("#[derive(migrate::Enum)]\npub enum Mood {{ Good, Bad{more} }}"),
        _ => "pub struct Mood(String);".to_owned(),
    };
    format!(
        "pub type Long = {long};\n{mood}\npub struct Size({of});\n\
         #[derive(migrate::Columns)]\npub struct Shared {{ pub made_by: Option<String>, {when} }}\n"
    )
}

fn money(bits: u8) -> String {
    match bits % 5 {
        0 => "pub struct Money(pub crate::types::Size);\n".to_owned(),
        1 => "pub type Money = i64;\n".to_owned(),
        2 => "pub use crate::types::Size as Money;\n".to_owned(),
        3 => "pub use crate::types::*;\npub struct Money(Long);\n".to_owned(),
        _ => "pub struct Money(".to_owned(),
    }
}

fn sections(table: u8, what: u8) -> [String; 2] {
    let name = format!("t{table}");
    let other = format!("t{}", (table + 1) % 4);
    let both = |sql: String| [sql.clone(), sql];
    match what % 13 {
        0 | 1 => [
            format!(
                "CREATE TABLE {name} (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, note TEXT);"
            ),
            format!(
                "CREATE TABLE {name} (id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT pk_{name} PRIMARY KEY, note text);"
            ),
        ],
        2 => both(format!("ALTER TABLE {name} ADD COLUMN amount integer NOT NULL DEFAULT 7;")),
        3 => both(format!("CREATE VIEW v{table} AS SELECT * FROM {name};")),
        4 => both(format!("DROP TABLE {name};")),
        5 => both(format!("ALTER TABLE {name} RENAME TO {other};")),
        6 => [
            format!("CREATE TRIGGER tr AFTER INSERT ON {name} BEGIN SELECT 1; END;"),
            "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE SEQUENCE free;".to_owned(),
        ],
        7 => both(format!("DO $$ BEGIN something('{name}'); END $$;")),
        8 => both(format!("CREATE INDEX i{table} ON {name} (note);")),
        9 => [
            format!(
                "ALTER TABLE {name} ADD COLUMN up INTEGER CONSTRAINT fk_{name}_up_{other} REFERENCES {other} (id) ON DELETE CASCADE;"
            ),
            format!(
                "ALTER TABLE {name} ADD COLUMN up bigint CONSTRAINT fk_{name}_up_{other} REFERENCES {other} (id) ON DELETE CASCADE;"
            ),
        ],
        10 => [
            format!("CREATE TABLE part{table} (id INTEGER PRIMARY KEY);"),
            format!("CREATE TABLE part{table} () INHERITS ({name});"),
        ],
        11 => [format!("DROP VIEW v{table};"), "CREATE DOMAIN citext AS text;".to_owned()],
        _ => both(format!("ALTER TABLE {name} DROP COLUMN note;")),
    }
}

fn revision(folder: &Path, at: usize, (table, what): (u8, u8)) {
    let mut text = format!("-- change {at}\n--\n-- Revision: {at:012x}\n-- Revises:");
    if let Some(parent) = at.checked_sub(1) {
        write!(text, " {parent:012x}").unwrap();
    }
    write!(text, "\n-- Created: 2026-01-01 00:00:{at:02} UTC\n-- Labels:\n-- Depends on:\n")
        .unwrap();
    for (dialect, sql) in ["sqlite", "postgres"].into_iter().zip(sections(table, what)) {
        write!(
            text,
            "\n-- migrate:up {dialect}\n{sql}\n\n-- migrate:down {dialect} irreversible\n"
        )
        .unwrap();
    }
    fs::write(folder.join(format!("migrations/{at:04}.sql")), text).unwrap();
}

fn apply(folder: &Path, edit: &Edit, revisions: &mut usize) {
    let of = |table: &u8| folder.join(format!("src/t{table}/table.rs"));
    match edit {
        Edit::Table(at, bits) => {
            fs::create_dir_all(of(at).parent().unwrap()).unwrap();
            fs::write(of(at), table(*at, *bits)).unwrap();
        }
        Edit::Odd(at, named) => {
            let text = if *named { "struct Other" } else { "struct { Other" };
            let text = table(*at, 1).replace("struct T", text);
            fs::create_dir_all(of(at).parent().unwrap()).unwrap();
            fs::write(of(at), text).unwrap();
        }
        Edit::NoTable(at) => drop(fs::remove_file(of(at))),
        Edit::Types(bits) => fs::write(folder.join("src/types.rs"), types(*bits)).unwrap(),
        Edit::Money(bits) => fs::write(folder.join("src/money.rs"), money(*bits)).unwrap(),
        Edit::Main(bits) => {
            let text = match bits % 3 {
                0 => MAIN.to_owned(),
                1 => MAIN.replace("mod t1;", "mod t1 { pub mod table; }"),
                _ => MAIN.replace("mod t2;\n", ""),
            };
            fs::write(folder.join("src/main.rs"), text).unwrap();
        }
        Edit::Dialects(both) => {
            let text = if *both { MANIFEST.into() } else { MANIFEST.replace(", \"postgres\"", "") };
            fs::write(folder.join("Cargo.toml"), text).unwrap();
        }
        Edit::Revision(table, what) => {
            revision(folder, *revisions, (*table, *what));
            *revisions += 1;
        }
        Edit::Rewrite(table, what) if *revisions > 0 => {
            revision(folder, *revisions - 1, (*table, *what));
        }
        Edit::NoRevision if *revisions > 0 => {
            *revisions -= 1;
            fs::remove_file(folder.join(format!("migrations/{revisions:04}.sql"))).unwrap();
        }
        Edit::Rewrite(..) | Edit::NoRevision => {}
        Edit::Damage(last, at) => {
            let path = folder.join(cache::FILES[usize::from(*last)]);
            if let Ok(mut bytes) = fs::read(&path) {
                let at = usize::from(*at) * bytes.len() / (usize::from(u16::MAX) + 1);
                bytes[at] ^= 0x40;
                fs::write(path, bytes).unwrap();
            }
        }
    }
}

fn project(folder: &Path) -> Project {
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join("migrations")).unwrap();
    fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
    fs::write(folder.join("src/main.rs"), MAIN).unwrap();
    fs::write(folder.join("src/types.rs"), types(0)).unwrap();
    fs::write(folder.join("src/money.rs"), money(0)).unwrap();
    for at in 0..4 {
        fs::write(folder.join(format!("src/t{at}.rs")), "pub mod table;\n").unwrap();
        apply(folder, &Edit::Table(at, 1), &mut 0);
    }
    Project::read(folder).unwrap()
}

/// As the build script does it.
fn remembering(project: &Project, folder: &Path, wish: Wish) -> Outcome {
    let mut kept = Kept::open(folder).unwrap();
    let outcome = check_again(project, wish, &mut kept);
    if !outcome.report.failed() {
        assert_eq!(kept.save().len(), 2);
    }
    outcome
}

/// After each of the edits what is remembered leads to what is found without.
fn try_edits(edits: &[Edit], wish: Wish) -> TestCaseResult {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let mut revisions = 0;
    for (at, edit) in edits.iter().enumerate() {
        apply(folder.path(), edit, &mut revisions);
        let project = Project::read(folder.path()).unwrap();
        let remembered = remembering(&project, folder.path(), wish);
        let found = check(&project, wish, &mut Forgetful);
        prop_assert_eq!(remembered.report, found.report, "after {} edits", at + 1);
        prop_assert_eq!(remembered.told, found.told, "after {} edits", at + 1);
        prop_assert!(remembered.embedded == found.embedded, "after {} edits", at + 1);
        for name in ["whole", "commands"] {
            let looked_up = models_looked_up(&project, name);
            prop_assert!(looked_up == models(&project), "looked up after {} edits", at + 1);
        }
        prop_assert!(models_again(&project) == models(&project), "models after {} edits", at + 1);
        let (again, _) = written_again(&project);
        prop_assert_eq!(again, written_once(&project), "written after {} edits", at + 1);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_remembered_is_what_would_be_found(
        edits in prop::collection::vec(edit(), 4..16),
        (strict, create, both, types) in (any::<bool>(), any::<bool>(), any::<bool>(), any::<u8>()),
    ) {
        let drift = if strict { Drift::Deny } else { Drift::Warn };
        // Tables are compared one by one only where an enum is no object of its own, or there is none.
        let edits: Vec<Edit> =
            [Edit::Dialects(both), Edit::Types(types)].into_iter().chain(edits).collect();
        try_edits(&edits, Wish { drift, create })?;
    }
}

/// A table differs because of one that it refers to, although its own file and its own history stay as they are.
#[test]
fn an_edit_is_felt_by_the_tables_that_refer_to_it() {
    let (up, renamed, keyless) = (0b10, 5 << 10, 1 << 21);
    let edits = [
        // What is no table has all of them compared: an enum that is not in the history.
        Edit::Types(16),
        Edit::NoTable(2),
        Edit::NoTable(3),
        Edit::Revision(0, 0),
        Edit::Revision(1, 0),
        Edit::Revision(0, 9),
        Edit::Table(0, 1 | up),
        Edit::Table(1, 1 | keyless),
        Edit::Table(1, 1 | renamed),
        // Where `t0` refers to, `t1` has become `t2`, which the model of `t1` says that it was.
        Edit::Revision(1, 5),
        Edit::Table(1, 1),
        Edit::Table(1, 1 | renamed),
    ];
    for both in [true, false] {
        let edits: Vec<Edit> =
            std::iter::once(Edit::Dialects(both)).chain(edits.iter().cloned()).collect();
        try_edits(&edits, Wish { drift: Drift::Warn, create: true }).unwrap();
    }
}

/// What is kept for one table is written over, which only a run shows that does not work it out again.
fn mark(folder: &Path) {
    let mut last = Cache::open(folder.join(cache::FILES[1])).unwrap();
    let mut created: Vec<((String, String), String)> =
        decode(last.answer(b"created").unwrap()).unwrap();
    let (_, text) = created.iter_mut().find(|((_, table), _)| table == "t3").unwrap();
    text.push_str("// marked\n");
    last.keep(b"created".to_vec(), encode(&created));
    last.keep_all();
    last.save().unwrap();
}

/// The edits after which nothing is worked out for a table that they do not touch, and those after which everything is.
#[test]
fn an_edit_costs_what_it_touches() {
    let wish = Wish { drift: Drift::Warn, create: true };
    let cases = [
        (Edit::Table(0, 0b10_0001), true),
        (Edit::Table(0, 0b1 << 16), true),
        (Edit::Table(0, 0b1 << 18), true),
        (Edit::Money(1), true),
        (Edit::Main(1), true),
        (Edit::Revision(1, 0), true),
        // Another file has to be parsed.
        (Edit::Table(0, 0b1 << 14), false),
        (Edit::Damage(true, 40_000), false),
        (Edit::Dialects(false), false),
        (Edit::NoTable(1), false),
    ];
    for (edit, is_kept) in cases {
        let folder = tempfile::tempdir().unwrap();
        let project = project(folder.path());
        let first = remembering(&project, folder.path(), wish).embedded.unwrap();
        assert!(!first.contains("// marked"));
        mark(folder.path());
        apply(folder.path(), &edit, &mut 0);
        let project = Project::read(folder.path()).unwrap();
        let again = remembering(&project, folder.path(), wish);
        assert_eq!(again.embedded.unwrap().contains("// marked"), is_kept, "{edit:?}");
    }
}
