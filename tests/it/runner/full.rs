//! A disk that fills up while SQLite migrates: at whatever size it is full, each revision is there with its row or neither
//! is, and with room again the next run ends what was begun.

use std::process::{Command, Stdio};

use migrate::revision::{Revision, file};
use migrate::runner::Options;
use migrate_tests::{TempDb, sqlite};

use super::{outside, revision, run_on, ups};

/// Revisions that need room, and so do their rows, which keep a long way down: `log` says how far each came, `bulk` grows.
fn history() -> Vec<Revision> {
    let grow = |id: &str| {
        format!(
            "INSERT INTO log VALUES ('{id} begins');\n\
             INSERT INTO bulk WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 6) \
             SELECT zeroblob(2000) FROM c;\n\
             INSERT INTO log VALUES ('{id} ends');"
        )
    };
    // So that a row may find no room where its revision did.
    let down = format!("DELETE FROM log; /* {} */", "long ".repeat(2_000));
    let first =
        "CREATE TABLE log (what text NOT NULL);\nCREATE TABLE bulk (bytes blob NOT NULL);\n";
    vec![
        revision("a1", "", &format!("{first}{}", grow("a1")), &down),
        revision(
            "b2",
            "a1",
            &format!(
                "CREATE TABLE next (bytes blob NOT NULL, more text);\nINSERT INTO next SELECT bytes, NULL FROM bulk;\n\
                 DROP TABLE bulk;\nALTER TABLE next RENAME TO bulk;\n{}",
                grow("b2").replace("SELECT zeroblob(2000)", "SELECT zeroblob(2000), 'x'")
            ),
            &down,
        ),
        outside(revision(
            "c3",
            "b2",
            "INSERT INTO log VALUES ('c3 begins');\nCREATE INDEX bulk_bytes ON bulk (bytes);\nVACUUM;\n\
             INSERT INTO log VALUES ('c3 ends');",
            &down,
        )),
    ]
}

/// What is committed, read on a connection of its own: the log, the history, the growth; and that it is whole.
fn look(db: &TempDb, context: &str) -> (Vec<String>, Vec<String>, i64) {
    let connection = db.connect();
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap_or_else(|error| panic!("{context}: {error}"));
    assert_eq!(check, "ok", "{context}");
    let list = |sql: &str| -> Vec<String> {
        // Before the first revision there is no table.
        let Ok(mut statement) = connection.prepare(sql) else { return Vec::new() };
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.map(|row| row.expect("a text")).collect()
    };
    let noted = list("SELECT what FROM log ORDER BY what");
    let applied = list("SELECT revision FROM migrate_history ORDER BY revision");
    let begun = list("SELECT revision FROM migrate_journal");
    let rows = list("SELECT CAST(count(*) AS text) FROM bulk");
    let rows: i64 = rows.first().map_or(0, |count| count.parse().expect("a number"));
    let both = |id: &str| {
        let (begins, ends) = (format!("{id} begins"), format!("{id} ends"));
        (noted.contains(&begins), noted.contains(&ends))
    };
    for id in ["a1", "b2"] {
        let there = applied.iter().any(|row| row == id);
        assert_eq!(both(id), (there, there), "{context}: {id}, {noted:?}");
    }
    let whole = applied.iter().filter(|id| *id != "c3").count();
    assert_eq!(rows, 6 * i64::try_from(whole).expect("small"), "{context}: rows of bulk");
    let c3 = applied.iter().any(|id| id == "c3");
    // Outside transactions each statement is there with its note in the journal, or neither is.
    let (begins, ends) = both("c3");
    assert!(!c3 || (begins && ends && begun.is_empty()), "{context}: c3 is recorded: {noted:?}");
    assert!(c3 || !begins || !begun.is_empty(), "{context}: c3 is begun and not noted");
    (noted, applied, rows)
}

#[test]
fn a_database_may_be_full_at_any_page() {
    let revisions = history();
    let calm = sqlite();
    run_on(&mut calm.connect(), &revisions, &ups(&revisions), &Options::default(), &mut ())
        .unwrap_or_else(|error| panic!("{error}"));
    let undisturbed = look(&calm, "undisturbed");
    let mut seen = std::collections::BTreeSet::new();
    for pages in 1.. {
        let db = sqlite();
        let mut session = db.connect();
        session
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .expect("a limit");
        let outcome =
            run_on(&mut session, &revisions, &ups(&revisions), &Options::default(), &mut ());
        drop(session);
        let context = format!("{pages} pages");
        let found = look(&db, &context);
        seen.insert(found.1.len());
        run_on(&mut db.connect(), &revisions, &ups(&revisions), &Options::default(), &mut ())
            .unwrap_or_else(|error| panic!("{context}: {error}"));
        assert_eq!(look(&db, &context), undisturbed, "{context}");
        match outcome {
            Ok(_) => break,
            Err(error) => assert!(error.to_string().contains("full"), "{context}: {error}"),
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3], "each revision failed once");
}

/// The command line in a shell that lets no file grow beyond a size, which fails as a full disk does: by an error, or,
/// where nobody asked for that error, by a signal in the middle of a write.
#[test]
fn a_disk_may_be_full_at_any_block() {
    let revisions = history();
    let folder = tempfile::tempdir().expect("a temporary directory");
    for (number, revision) in revisions.iter().enumerate() {
        let path = folder.path().join(format!("20250101_000{number}_r.sql"));
        std::fs::write(path, file::render(revision)).expect("a file");
    }
    let upgrade = |db: &TempDb, limit: &str| {
        let output = Command::new("sh")
            .args(["-c", &format!("{limit} exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_db")])
            .args(["db", "upgrade", "--yes", "--migrations", ".", "--database-url", &db.url()])
            .current_dir(folder.path())
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .output()
            .expect("a shell");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let calm = sqlite();
    assert!(upgrade(&calm, "").0);
    let undisturbed = look(&calm, "undisturbed");
    for signal in ["trap '' XFSZ;", ""] {
        let mut failed = 0;
        // In blocks of 512 bytes or of 1024, as the shell has it: a few for each page of the database.
        for blocks in (0..).step_by(5) {
            let db = sqlite();
            let context = format!("{signal} {blocks} blocks");
            let (done, said) = upgrade(&db, &format!("{signal} ulimit -f {blocks};"));
            if blocks > 0 {
                look(&db, &context);
            }
            let (ended, said_then) = upgrade(&db, "");
            assert!(ended, "{context}: {said_then}");
            assert_eq!(look(&db, &context), undisturbed, "{context}");
            if done {
                break;
            }
            assert!(signal.is_empty() || said.contains("error: "), "{context}: {said}");
            failed += 1;
        }
        assert!(failed > 8, "{signal}: only {failed} sizes were too small");
    }
}
