//! Renames, which SQLite follows into every text: what a replay of our statements tells is what is there afterwards.

use migrate::dialect::{self, Dialect, sqlite::Sqlite};
use migrate::diff::{Hints, diff};
use migrate::introspect::introspect;
use migrate::op::{self, Change, Op};
use migrate::replay::{normalize, replay};
use migrate::schema::{Name, Schema};
use migrate::session::block_on;
use rusqlite::Connection;

use super::fixture::{batch, rows, run, sql};
use crate::autogen::same;

const BEFORE: &str = "
    CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL CHECK (length(a) < 9), b INTEGER,
        g TEXT AS (a || b), up INTEGER REFERENCES p (id) ON DELETE CASCADE, UNIQUE (a, b));
    CREATE TABLE c (p_id INTEGER REFERENCES p ON DELETE CASCADE, a TEXT, FOREIGN KEY (a, p_id) REFERENCES p (a, b));
    CREATE INDEX ix_p ON p (lower(a), b DESC) WHERE a IS NOT NULL;
    CREATE VIEW v AS SELECT p.a AS a, x.b AS a2 FROM p JOIN p AS x ON x.up = p.id WHERE p.a <> 'a';
    CREATE VIEW w AS SELECT c.a FROM c WHERE c.p_id IN (SELECT p.id FROM p);
    CREATE TRIGGER t1 AFTER UPDATE OF a ON p WHEN NEW.a <> OLD.a BEGIN UPDATE p SET b = b + 1 WHERE a = NEW.a; END;
    CREATE TRIGGER t2 AFTER INSERT ON c BEGIN INSERT INTO p (a, b) SELECT p.a, 0 FROM p WHERE id = NEW.p_id AND 0; END;
    CREATE TRIGGER t3 INSTEAD OF DELETE ON v BEGIN DELETE FROM p WHERE a = OLD.a; END;
    INSERT INTO p (a, b) VALUES ('x', 1), ('y', 2);
    INSERT INTO c VALUES (1, NULL);
";

fn rename(previous: &str, next: &str) -> Change {
    Change::RenameColumn { previous: previous.to_owned(), next: next.to_owned() }
}

fn alter(table: &str, changes: Vec<Change>) -> Op {
    Op::AlterTable { table: Name::new(table), changes }
}

/// Makes the ops and compares what is there with what replay and `op::apply` tell, then takes them back.
#[track_caller]
fn there_and_back(ops: &[Op]) {
    let mut connection = Connection::open_in_memory().expect("SQLite opens in memory");
    batch(&connection, BEFORE);
    batch(&connection, "PRAGMA foreign_keys = ON");
    let previous = block_on(introspect(&mut connection)).expect("it can be read");
    let mut next = previous.clone();
    op::apply(&mut next, ops, Sqlite.capability());
    go(&mut connection, &previous, ops, &next);
    let back = op::reverse(ops);
    go(&mut connection, &next, &back, &previous);
    assert_eq!(rows(&connection, "SELECT id, a, b, g FROM p"), ["1|x|1|x1", "2|y|2|y2"]);
}

#[track_caller]
fn go(connection: &mut Connection, previous: &Schema, ops: &[Op], next: &Schema) {
    let statements = dialect::render(&Sqlite, ops, previous).expect("it can be written");
    let text = sql(&statements);
    run(connection, &statements).unwrap_or_else(|error| panic!("{error}\nin:\n{text}"));
    let real = block_on(introspect(connection)).expect("it can be read");
    let mut told = previous.clone();
    let unread = replay(&Sqlite, &text, &mut told);
    assert!(unread.is_empty(), "{unread:?}");
    // What an op makes of an expression is read once more, since only a dialect knows its one spelling.
    let applied = normalize(&Sqlite, next).expect("it can be created");
    for (what, other) in [("replay", &told), ("apply", &applied)] {
        let more = diff(&real, other, &Hints::default(), &Sqlite);
        assert!(
            more.as_ref().is_ok_and(Vec::is_empty),
            "{what} tells another thing: {more:?}\nafter:\n{text}"
        );
        same(what, &Sqlite, &real, other).unwrap_or_else(|error| panic!("{error}\nafter:\n{text}"));
    }
}

#[test]
fn a_table_is_renamed() {
    for next in ["people", "P", "order", "The People", "q\"uote", "Größe"] {
        there_and_back(&[Op::RenameTable { previous: Name::new("p"), next: Name::new(next) }]);
    }
}

#[test]
fn a_column_is_renamed() {
    for next in ["name", "A", "order", "The Name", "q\"uote", "größe"] {
        there_and_back(&[alter("p", vec![rename("a", next)])]);
    }
}

#[test]
fn many_things_are_renamed_and_changed_at_once() {
    there_and_back(&[
        Op::RenameTable { previous: Name::new("p"), next: Name::new("parent") },
        alter("parent", vec![rename("a", "name"), rename("b", "a")]),
        alter("c", vec![rename("p_id", "parent_id")]),
        alter(
            "parent",
            vec![Change::AddCheck(super::fixture::check(Some("ck_new"), "name <> 'never'"))],
        ),
    ]);
}
