//! What a rebuild on SQLite must not do to other tables, and what it is checked for.

use migrate::revision::Revision;
use migrate::runner::Options;
use migrate::session::{Session, block_on};

use super::{Db, revision, run_on, sqlite, ups};

/// A parent with cascading children, and a revision that rebuilds the parent.
const BASE: &str = "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);
INSERT INTO parent VALUES (1, 'a'), (2, 'b');
INSERT INTO child VALUES (10, 1), (11, 1), (12, 2);";
const REBUILD: &str = "CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO new_parent SELECT * FROM parent;
DROP TABLE parent;
ALTER TABLE new_parent RENAME TO parent;";

fn after(up: &str) -> Vec<Revision> {
    vec![revision("a1", "", BASE, ""), revision("b2", "a1", up, "")]
}

/// Applies the revisions on one connection with foreign keys on, and says what the pragma is afterwards.
fn upgrade(
    db: &Db,
    revisions: &[Revision],
    foreign_keys: &str,
) -> (migrate::error::Result<usize>, String) {
    let mut connection = db.connect();
    block_on(connection.execute(&format!("PRAGMA foreign_keys = {foreign_keys}")))
        .expect("a pragma");
    let done = run_on(&mut connection, revisions, &ups(revisions), &Options::default(), &mut ());
    let rows = block_on(connection.query(
        "SELECT (SELECT * FROM pragma_foreign_keys) || (SELECT * FROM pragma_legacy_alter_table)",
    ))
    .expect("pragmas");
    (done.map(|done| done.len()), rows[0][0].clone().expect("no NULL"))
}

#[test]
fn cascading_children_survive_a_rebuild_of_their_parent() {
    for foreign_keys in ["ON", "OFF"] {
        let db = sqlite();
        let (done, pragmas) = upgrade(&db, &after(REBUILD), foreign_keys);
        assert_eq!(done.expect("it runs"), 2);
        assert_eq!(
            pragmas,
            if foreign_keys == "ON" { "10" } else { "00" },
            "pragmas are given back"
        );
        assert_eq!(db.rows("SELECT id, parent FROM child ORDER BY id"), ["10|1", "11|1", "12|2"]);
        assert_eq!(db.rows("PRAGMA foreign_key_check"), [""; 0]);
    }
}

#[test]
fn rows_that_would_lose_their_parent_stop_the_revision() {
    let db = sqlite();
    let up = format!(
        "PRAGMA legacy_alter_table = ON;\n{}",
        REBUILD.replace("FROM parent", "FROM parent WHERE id = 1")
    );
    let (done, pragmas) = upgrade(&db, &after(&up), "ON");
    let error = done.expect_err("row 12 would be lost");
    assert!(error.is_refused(), "{error}");
    assert!(
        error.to_string().contains("1 rows of `child` would refer to rows of `parent`"),
        "{error}"
    );
    assert_eq!(pragmas, "10", "pragmas are given back on this path too");
    assert_eq!(db.applied(), ["a1"]);
    assert_eq!(db.rows("SELECT count(*) FROM parent"), ["2"]);
    assert_eq!(db.rows("SELECT count(*) FROM child"), ["3"]);
}

#[test]
fn rows_that_had_no_parent_before_stop_nothing() {
    let db = sqlite();
    db.execute("PRAGMA foreign_keys = OFF; CREATE TABLE old (p INTEGER REFERENCES gone (id)); INSERT INTO old VALUES (7);");
    let (done, _) = upgrade(&db, &after(REBUILD), "ON");
    assert_eq!(done.expect("not our damage"), 2);
}

#[test]
fn a_delete_in_a_revision_without_rebuild_cascades() {
    let db = sqlite();
    upgrade(&db, &after("DELETE FROM parent WHERE id = 1;"), "ON").0.expect("it runs");
    assert_eq!(db.rows("SELECT id FROM child"), ["12"]);
}

#[test]
fn a_view_that_would_break_stops_the_revision() {
    let db = sqlite();
    let base = format!(
        "{BASE}\nCREATE VIEW names AS SELECT name FROM parent;\nCREATE VIEW old AS SELECT lacking FROM parent;"
    );
    let up = "PRAGMA legacy_alter_table = ON;
CREATE TABLE new_parent (id INTEGER PRIMARY KEY);
INSERT INTO new_parent SELECT id FROM parent;
DROP TABLE parent;
ALTER TABLE new_parent RENAME TO parent;
PRAGMA legacy_alter_table = OFF;";
    let revisions = [revision("a1", "", &base, ""), revision("b2", "a1", up, "")];
    let error = upgrade(&db, &revisions, "ON").0.expect_err("the view reads `name`");
    assert!(
        error.to_string().contains("view `names` would no longer work: no such column: name"),
        "{error}"
    );
    assert_eq!(db.rows("SELECT name FROM names ORDER BY 1"), ["a", "b"]);
    // The view that was broken before is nobody's fault.
    let kept = up.replace("KEY);", "KEY, name TEXT);").replace("SELECT id", "SELECT id, name");
    let revisions = [revision("a1", "", &base, ""), revision("b2", "a1", &kept, "")];
    assert_eq!(upgrade(&db, &revisions, "ON").0.expect("it runs"), 1);
}
