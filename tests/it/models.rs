//! The model language: each file of `cases/models` with the schema or the diagnostics that it gives, beside it as
//! `.expect`. A folder there is a crate, whose files are read together.

mod attributes;
mod broken;
mod deep;
mod derive;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use migrate::dialect::{self, Dialect};
use migrate_syntax::{Models, Source};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("it/cases/models")
}

/// Every case with its sources, by name.
fn cases() -> Vec<(PathBuf, Vec<Source>)> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let mut cases = Vec::new();
    for path in entries {
        if path.is_dir() {
            let mut sources = Vec::new();
            files(&path, &path, &mut sources);
            cases.push((path, sources));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            cases.push((path.with_extension(""), vec![Source::new(format!("src/{name}"), text)]));
        }
    }
    cases
}

/// In a folder only the files called `table.rs` are models; the others are context.
fn files(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(root, &path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let context = path.file_name().is_none_or(|name| name != "table.rs");
            let path = Path::new("src").join(path.strip_prefix(root).unwrap());
            sources.push(Source { path, text, context });
        }
    }
}

fn describe(sources: &[Source]) -> String {
    let mut text = String::new();
    match migrate_syntax::parse(sources) {
        Err(diagnostics) => {
            for diagnostic in diagnostics {
                writeln!(text, "{diagnostic}").unwrap();
            }
        }
        Ok(models) => {
            for dialect in dialect::ALL {
                describe_schema(&models, dialect, &mut text);
            }
            for diagnostic in models.check(&dialect::ALL) {
                writeln!(text, "check: {diagnostic}").unwrap();
            }
        }
    }
    text
}

fn describe_schema(models: &Models, dialect: &dyn Dialect, text: &mut String) {
    writeln!(text, "== {}", dialect.name()).unwrap();
    let schema = models.schema(dialect);
    for found in schema.enums.values() {
        writeln!(text, "enum {} {:?} {:?}", found.name, found.values, found.comment).unwrap();
    }
    for table in schema.tables.values() {
        writeln!(text, "table {} {:?} {:?}", table.name, table.comment, table.options).unwrap();
        for column in &table.columns {
            writeln!(text, "  {column:?}").unwrap();
        }
        writeln!(text, "  {:?}", table.primary_key).unwrap();
        table.uniques.iter().for_each(|unique| writeln!(text, "  {unique:?}").unwrap());
        table.foreign_keys.iter().for_each(|key| writeln!(text, "  {key:?}").unwrap());
        table.checks.iter().for_each(|check| writeln!(text, "  {check:?}").unwrap());
        table.excludes.iter().for_each(|exclude| writeln!(text, "  {exclude:?}").unwrap());
        table.indexes.iter().for_each(|index| writeln!(text, "  {index:?}").unwrap());
    }
    writeln!(text, "{:#?}", models.hints(dialect)).unwrap();
}

#[test]
fn every_case_gives_what_is_expected() {
    let cases = cases();
    assert!(cases.len() >= 2, "the cases are found");
    for (path, sources) in cases {
        expect_file![path.with_extension("expect")].assert_eq(&describe(&sources));
    }
}
