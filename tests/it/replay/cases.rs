//! Each file of `cases/replay`, replayed, as the text beside it expects. `UPDATE_EXPECT=1` writes those texts.

use std::fmt::Write as _;
use std::path::PathBuf;

use migrate::dialect::{self, Dialect};
use migrate::replay::{self, Unread};
use migrate::schema::Schema;
use migrate_tests::dump::dump;

/// One case: its name, its dialect and its SQL.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) dialect: &'static dyn Dialect,
    pub(super) sql: String,
    path: PathBuf,
}

/// All cases, in the order of their names.
pub(super) fn all() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/it/cases/replay");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(stem) = file.strip_suffix(".sql") else { continue };
        let (name, dialect) = stem.split_once('.').expect("cases are named `name.dialect.sql`");
        let dialect = dialect::find(dialect).expect("a dialect");
        let sql = std::fs::read_to_string(&path).expect("a case can be read");
        cases.push(Case { name: name.to_owned(), dialect, sql, path });
    }
    cases.sort_by(|a, b| (&a.name, a.dialect.name()).cmp(&(&b.name, b.dialect.name())));
    cases
}

/// The schema after `sql`, and what could not be followed.
pub(super) fn read(dialect: &dyn Dialect, sql: &str) -> (Schema, Vec<Unread>) {
    let mut schema = Schema::default();
    let unread = replay::replay(dialect, sql, &mut schema);
    (schema, unread)
}

#[test]
fn every_case_is_replayed_as_expected() {
    for case in all() {
        let (schema, unread) = read(case.dialect, &case.sql);
        let mut text = dump(&schema);
        for unread in unread {
            writeln!(text, "unread {}: {}: {}", unread.line, unread.text, unread.reason)
                .expect("text");
        }
        expect_test::expect_file![case.path.with_extension("txt")].assert_eq(&text);
    }
}
