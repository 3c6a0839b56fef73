//! All that reads text which somebody else has written, each with what must hold of any text at all: no panic, no hang, and
//! what is said below. Shared by the fuzz targets and by the tests, so it needs no fuzzer.

use migrate::dialect::ALL;
use migrate::graph::{Range, Target};
use migrate::replay::{canonical, normalize, replay as follow};
use migrate::revision::{Revision, file};
use migrate::schema::Schema;
use migrate::session::{Url, masked};
use migrate::split::{PieceKind, keywords, split as cut};
use migrate_syntax::{Source, parse};

/// A `table.rs`: what is wrong with it is somewhere in it, and what is right with it becomes a schema that can be compared.
pub(super) fn model(text: &str) {
    let lines = text.split('\n').count();
    match parse(&[Source::new("src/fuzz/table.rs", text)]) {
        Ok(models) => {
            for dialect in ALL {
                let _ = models.hints(dialect);
                let _ = normalize(dialect, &dialect.lower(&models.schema(dialect)));
            }
        }
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty(), "refused, and nothing said");
            for diagnostic in diagnostics {
                assert!((1..=lines).contains(&diagnostic.line), "{diagnostic:?} of {lines} lines");
            }
        }
    }
}

/// A revision file: what was read is written such that it is read again.
pub(super) fn revision(text: &str) {
    let Ok(read) = file::parse("fuzz.sql", text) else { return };
    let written = file::render(&read);
    match file::parse("fuzz.sql", &written) {
        Ok(again) => assert_eq!(without_lines(again), without_lines(read), "\n{written}"),
        Err(errors) => panic!("written and not read: {errors:?}\n{written}"),
    }
}

/// Comments in the header do not survive being written anew, and with them the lines of all below.
fn without_lines(mut revision: Revision) -> Revision {
    revision.sections.iter_mut().for_each(|section| section.line = 0);
    revision
}

/// SQL to cut: the pieces stand in the text in their order, none within another, and a statement is one statement.
pub(super) fn split(text: &str) {
    for dialect in ALL {
        let mut end = 0;
        for piece in cut(dialect, text) {
            assert!(piece.offset >= end, "{piece:?} begins before {end}");
            end = piece.offset + piece.sql.len();
            assert_eq!(text.get(piece.offset..end), Some(piece.sql));
            let line = text[..piece.offset].matches('\n').count() + 1;
            assert_eq!(piece.line, line, "{piece:?}");
            let _ = keywords(dialect, piece.sql, 3);
            if piece.kind == PieceKind::Statement {
                assert_eq!(cut(dialect, piece.sql).len(), 1, "{}: {piece:?}", dialect.name());
            }
        }
    }
}

/// SQL to follow: whatever came of it can be written again or is refused in words.
pub(super) fn replay(text: &str) {
    for dialect in ALL {
        let mut schema = Schema::default();
        for unread in follow(dialect, text, &mut schema) {
            assert!(unread.line <= text.split('\n').count(), "{unread:?}");
        }
        let _ = normalize(dialect, &schema);
        let _ = canonical(dialect, text);
    }
}

/// What is typed: a target is shown as it is read, and no URL shows its password.
pub(super) fn target(text: &str) {
    if let Ok(target) = text.parse::<Target>() {
        assert_eq!(target.to_string().parse::<Target>().ok(), Some(target), "{text:?}");
    }
    let _ = text.parse::<Range>();
    let _ = Url::parse(text);
    let _ = masked(text);
    // A password that holds what ends one is another password.
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let shown = masked(&format!("postgres://role:{text}@host/name"));
        assert_eq!(shown, "postgres://role:***@host/name");
    }
}
