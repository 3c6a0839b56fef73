//! Each known way in which a rebuild of a table has lost something, and what ours leaves. The numbers are those under
//! which the ways were measured.

use migrate::op::{Change, Op};
use migrate::schema::{Action, Column, Expr, Generated, Identity, IdentityKind, Name, Table, Type};

use super::fixture::{
    Fixture, batch, check, column, harmless_rebuild, index, key, references, rows, run, sql, table,
    trigger, unique, view,
};

fn family(on_delete: Action) -> Fixture {
    let mut child = table("child", vec![column("parent_id", "INTEGER")]);
    child.foreign_keys = vec![references(&["parent_id"], "parent", on_delete)];
    let parent = table("parent", vec![column("name", "TEXT")]);
    Fixture::new(
        vec![parent, child],
        "INSERT INTO parent VALUES (1, 'a'), (2, 'b'); INSERT INTO child VALUES (10, 1), (11, 1), (12, 2)",
    )
}

#[test]
fn pitfall_01_children_stay_when_their_parent_is_rebuilt() {
    for action in [
        Action::Cascade,
        Action::SetNull(Vec::new()),
        Action::SetDefault(Vec::new()),
        Action::Restrict,
    ] {
        let mut db = family(action.clone());
        assert!(db.alter("parent", harmless_rebuild()), "a check cannot be added in place");
        assert_eq!(db.rows("SELECT * FROM child"), ["10|1", "11|1", "12|2"], "{action:?}");
        assert_eq!(db.rows("SELECT * FROM parent"), ["1|a", "2|b"]);
    }
    let mut db = family(Action::Cascade);
    db.alter("parent", harmless_rebuild());
    db.run("DELETE FROM parent WHERE id = 1");
    assert_eq!(db.rows("SELECT * FROM child"), ["12|2"], "the foreign key still does what it says");
}

#[test]
fn pitfall_01_with_enforcement_left_on_the_statements_refuse_by_themselves() {
    for action in [Action::Cascade, Action::SetNull(Vec::new()), Action::SetDefault(Vec::new())] {
        let db = family(action);
        let op = Op::AlterTable { table: Name::new("parent"), changes: harmless_rebuild() };
        let script = format!("BEGIN; PRAGMA foreign_keys = OFF; {}", sql(&db.render(&[op])));
        let error =
            db.connection.execute_batch(&script).expect_err("enforcement is still on").to_string();
        assert!(error.contains("foreign_keys must be off, or rows of child are lost"), "{error}");
        batch(&db.connection, "ROLLBACK");
        assert_eq!(db.rows("SELECT * FROM child"), ["10|1", "11|1", "12|2"]);
    }
}

#[test]
fn pitfall_02_children_that_only_refuse_are_not_asked() {
    let db = family(Action::NoAction);
    let op = Op::AlterTable { table: Name::new("parent"), changes: harmless_rebuild() };
    assert!(
        !sql(&db.render(&[op])).contains("_migrate_guard"),
        "with NO ACTION SQLite itself refuses"
    );
}

#[test]
fn pitfall_03_foreign_keys_of_others_keep_their_target() {
    let mut db = family(Action::Cascade);
    let before = db.value("SELECT sql FROM sqlite_schema WHERE name = 'child'");
    db.alter("parent", harmless_rebuild());
    assert_eq!(db.value("SELECT sql FROM sqlite_schema WHERE name = 'child'"), before);
    db.run("INSERT INTO child VALUES (13, 2)");
    db.connection.execute_batch("INSERT INTO child VALUES (14, 99)").expect_err("99 is no parent");
}

#[test]
fn pitfall_04_views_that_read_the_table_survive() {
    let mut db = Fixture::with_views(
        vec![table("t", vec![column("a", "TEXT")])],
        vec![view("v", "SELECT a FROM t"), view("w", "SELECT a FROM v")],
        "INSERT INTO t VALUES (1, 'x')",
    );
    assert!(db.alter("t", harmless_rebuild()));
    assert_eq!(db.rows("SELECT * FROM w"), ["x"]);
}

#[test]
fn pitfall_05_triggers_elsewhere_that_name_the_table_survive() {
    let mut other = table("other", vec![column("a", "TEXT")]);
    other.triggers =
        vec![trigger("log", "AFTER INSERT ON other BEGIN INSERT INTO t (a) VALUES (NEW.a); END")];
    let mut db = Fixture::new(vec![table("t", vec![column("a", "TEXT")]), other], "");
    assert!(db.alter("t", harmless_rebuild()));
    db.run("INSERT INTO other VALUES (1, 'x')");
    assert_eq!(db.rows("SELECT a FROM t"), ["x"]);
}

#[test]
fn pitfall_06_triggers_and_indexes_of_the_table_survive() {
    let mut t = table("t", vec![column("a", "TEXT"), column("b", "INTEGER")]);
    let descending = |name: &str| {
        let mut index = index(name, &["a"]);
        index.parts[0].descending = true;
        index.parts[0].collation = Some("NOCASE".to_owned());
        index.predicate = Some(Expr("b > 0".to_owned()));
        index
    };
    t.indexes = vec![descending("ix_partial"), index("ix_ab", &["a", "b"])];
    t.triggers = vec![
        trigger(
            "count",
            "AFTER INSERT ON t WHEN NEW.b IS NULL BEGIN UPDATE t SET b = 1 WHERE id = NEW.id; END",
        ),
        trigger("keep", "BEFORE DELETE ON \"t\" BEGIN SELECT RAISE(ABORT, 'kept; always'); END"),
    ];
    let mut db = Fixture::new(vec![t], "INSERT INTO t VALUES (1, 'x', 5)");
    assert!(db.alter("t", harmless_rebuild()));
    db.run("INSERT INTO t (id, a) VALUES (2, 'y')");
    assert_eq!(
        db.rows("SELECT * FROM t"),
        ["1|x|5", "2|y|1"],
        "copying fired nothing, inserting did"
    );
    let error = db
        .connection
        .execute_batch("DELETE FROM t")
        .expect_err("the trigger keeps rows")
        .to_string();
    assert!(error.contains("kept; always"), "{error}");
    let query = "SELECT id FROM t INDEXED BY ix_partial WHERE a COLLATE NOCASE = 'X' AND b > 0";
    assert_eq!(db.rows(query), ["1"], "the index is as usable as before");
}

#[test]
fn pitfall_07_a_self_reference_stays_one() {
    let mut t = table("t", vec![column("up", "INTEGER")]);
    t.foreign_keys = vec![references(&["up"], "t", Action::Cascade)];
    let mut db = Fixture::new(vec![t], "INSERT INTO t VALUES (1, NULL), (2, 1), (3, 2)");
    assert!(db.alter("t", harmless_rebuild()));
    assert_eq!(db.rows("SELECT * FROM t"), ["1|NULL", "2|1", "3|2"]);
    let text = db.value("SELECT sql FROM sqlite_schema WHERE name = 't'");
    assert!(text.contains("REFERENCES \"t\"") && !text.contains("_migrate"), "{text}");
    db.run("DELETE FROM t WHERE id = 1");
    assert_eq!(db.rows("SELECT * FROM t"), [""; 0]);
}

#[test]
fn pitfall_08_a_view_of_a_dropped_column_stops_the_change() {
    let mut db = Fixture::with_views(
        vec![table("t", vec![column("a", "TEXT"), column("b", "TEXT")])],
        vec![view("v", "SELECT A FROM t")],
        "INSERT INTO t VALUES (1, 'x', 'y')",
    );
    let drop = vec![Change::DropColumn { column: column("a", "TEXT"), position: Some(1) }];
    let op = Op::AlterTable { table: Name::new("t"), changes: drop.clone() };
    let hazards: Vec<String> =
        db.render(&[op]).into_iter().filter_map(|statement| statement.hazard).collect();
    assert_eq!(hazards, ["drops column `t.a` and its values", "view `v` may read `t.a`"]);
    let error = db.alter_fails("t", drop);
    assert!(error.contains("no such column"), "{error}");
    assert_eq!(db.rows("SELECT * FROM v"), ["x"]);
}

fn numbered() -> Table {
    let mut t = table("t", vec![column("a", "TEXT")]);
    t.columns[0].identity = Some(Identity {
        kind: IdentityKind::ByDefault,
        options: Default::default(),
        sequence: None,
    });
    t
}

#[test]
fn pitfall_09_numbers_that_were_given_out_are_not_given_again() {
    let mut db = Fixture::new(
        vec![numbered()],
        "INSERT INTO t (a) VALUES ('x'), ('y'), ('z'); DELETE FROM t WHERE id > 1",
    );
    assert!(db.alter("t", harmless_rebuild()));
    db.run("INSERT INTO t (a) VALUES ('new')");
    assert_eq!(db.rows("SELECT * FROM t"), ["1|x", "4|new"]);
    db.run("DELETE FROM t");
    assert!(db.alter("t", vec![Change::DropCheck(check(Some("ck_harmless"), "id IS NOT NULL"))]));
    db.run("INSERT INTO t (a) VALUES ('after empty')");
    assert_eq!(db.rows("SELECT * FROM t"), ["5|after empty"]);
    assert_eq!(db.rows("SELECT name, seq FROM sqlite_sequence"), ["t|5"]);
}

#[test]
fn pitfall_09_a_table_that_never_had_a_row_has_no_number() {
    let mut db = Fixture::new(vec![numbered()], "");
    db.alter("t", harmless_rebuild());
    assert_eq!(db.rows("SELECT * FROM sqlite_sequence"), [""; 0]);
    db.run("INSERT INTO t (a) VALUES ('x')");
    assert_eq!(db.rows("SELECT * FROM t"), ["1|x"]);
}

#[test]
fn pitfall_10_generated_columns_are_not_copied_but_computed() {
    let generated = |name: &str, stored: bool| Column {
        generated: Some(Generated { expr: Expr("a * 2".to_owned()), stored }),
        ..column(name, "INTEGER")
    };
    let t = table("t", vec![column("a", "INTEGER"), generated("s", true), generated("v", false)]);
    let mut db = Fixture::new(vec![t], "INSERT INTO t (id, a) VALUES (1, 21)");
    assert!(db.alter("t", harmless_rebuild()));
    assert_eq!(db.rows("SELECT * FROM t"), ["1|21|42|42"]);
}

#[test]
fn pitfall_11_rowids_stay_where_no_column_is_the_rowid() {
    let names: [&[&str]; 3] = [&["a"], &["rowid", "a"], &["_rowid_", "ROWID", "a"]];
    for (names, rowid) in names.into_iter().zip(["rowid", "_rowid_", "oid"]) {
        let columns: Vec<Column> = names.iter().map(|name| column(name, "TEXT")).collect();
        let mut t = Table { name: Name::new("t"), columns, ..Table::default() };
        t.primary_key = Some(key(Some("pk_t"), &["a"]));
        t.columns
            .iter_mut()
            .filter(|column| column.name == "a")
            .for_each(|column| column.nullable = false);
        let rows = "INSERT INTO t (a) VALUES ('x'), ('y'), ('z'); DELETE FROM t WHERE a = 'y'";
        let mut db = Fixture::new(vec![t], rows);
        assert!(db.alter("t", vec![Change::AddCheck(check(None, "a <> ''"))]));
        assert_eq!(db.rows(&format!("SELECT {rowid}, a FROM t ORDER BY 1")), ["1|x", "3|z"]);
    }
}

#[test]
fn pitfall_11_a_new_rowid_column_takes_the_rowids_over() {
    let t = Table { name: Name::new("t"), columns: vec![column("a", "TEXT")], ..Table::default() };
    let mut db = Fixture::new(
        vec![t],
        "INSERT INTO t VALUES ('x'), ('y'), ('z'); DELETE FROM t WHERE a = 'y'",
    );
    let id = Column::new("id", Type::Raw("INTEGER".to_owned()));
    let changes = vec![
        Change::AddColumn { column: id, position: Some(0), backfill: None },
        Change::AddPrimaryKey(key(None, &["id"])),
    ];
    assert!(db.alter("t", changes));
    assert_eq!(db.rows("SELECT * FROM t"), ["1|x", "3|z"]);
}

fn retype(from: &str, to: &str) -> Vec<Change> {
    let (previous, next) = (column("a", from), column("a", to));
    vec![Change::AlterColumn { previous, next, backfill: None, using: None }]
}

#[test]
fn pitfall_12_a_change_of_affinity_that_would_change_a_value_fails() {
    let spoiled = [
        ("TEXT", "INTEGER", "'007'"),
        ("TEXT", "INTEGER", "'1e3'"),
        ("TEXT", "INTEGER", "'abc'"),
        ("TEXT", "INTEGER", "'12345678901234567890'"),
        ("TEXT", "BOOLEAN", "'true'"),
        ("TEXT", "NUMERIC(10,2)", "'007'"),
        ("TEXT", "REAL", "'12345678901234567890'"),
        ("TEXT", "REAL", "'x'"),
        ("", "INTEGER", "'007'"),
        ("REAL", "INTEGER", "1.5"),
        ("NUMERIC(10,2)", "INTEGER", "1.5"),
        ("INTEGER", "REAL", "9007199254740993"),
    ];
    for (from, to, value) in spoiled {
        let rows = format!("INSERT INTO t (a) VALUES (NULL), ({value})");
        let mut db = Fixture::new(vec![table("t", vec![column("a", from)])], &rows);
        let error = db.alter_fails("t", retype(from, to));
        assert!(
            error.contains(&format!("values of t.a fit {to}")),
            "{from} to {to}, {value}: {error}"
        );
    }
}

#[test]
fn pitfall_12_a_change_of_affinity_that_every_value_survives_is_made() {
    let kept = [
        ("TEXT", "INTEGER", "'42'", "42"),
        ("TEXT", "INTEGER", "'-42'", "-42"),
        ("TEXT", "NUMERIC(10,2)", "'1.50'", "1.5"),
        ("TEXT", "REAL", "'1.50'", "1.5"),
        ("TEXT", "REAL", "'7'", "7.0"),
        ("TEXT", "DATETIME", "'2025-01-01 00:00:00'", "2025-01-01 00:00:00"),
        ("REAL", "INTEGER", "2.0", "2"),
        ("INTEGER", "REAL", "3", "3.0"),
        ("INTEGER", "TEXT", "42", "42"),
        ("REAL", "TEXT", "1.25", "1.25"),
        ("INTEGER", "BOOLEAN", "1", "1"),
        ("TEXT", "BLOB", "'007'", "007"),
        ("VARCHAR(50)", "VARCHAR(20)", "'007'", "007"),
    ];
    for (from, to, value, expected) in kept {
        let rows = format!("INSERT INTO t (a) VALUES ({value}), (NULL)");
        let mut db = Fixture::new(vec![table("t", vec![column("a", from)])], &rows);
        assert!(db.alter("t", retype(from, to)));
        assert_eq!(db.rows("SELECT a FROM t"), [expected, "NULL"], "{from} to {to}, {value}");
    }
}

#[test]
fn pitfall_12_a_number_of_many_digits_is_written_out_or_stops_the_change() {
    let rows = "INSERT INTO t (a) VALUES (0.1 + 0.2)";
    let db = Fixture::new(vec![table("t", vec![column("a", "REAL")])], rows);
    let op = Op::AlterTable { table: Name::new("t"), changes: retype("REAL", "TEXT") };
    // Older versions of SQLite write 15 digits, newer ones as many as it takes.
    match run(&db.connection, &db.render(&[op])) {
        Ok(()) => assert_eq!(db.rows("SELECT a FROM t"), ["0.30000000000000004"]),
        Err(error) => assert!(error.contains("values of t.a fit TEXT"), "{error}"),
    }
}

#[test]
fn pitfall_12_an_expression_decides_what_becomes_of_values() {
    let mut db = Fixture::new(
        vec![table("t", vec![column("a", "TEXT")])],
        "INSERT INTO t (a) VALUES ('007'), ('x')",
    );
    let using = Some(Expr("CAST(a AS INTEGER)".to_owned()));
    let (previous, next) = (column("a", "TEXT"), column("a", "INTEGER"));
    db.alter("t", vec![Change::AlterColumn { previous, next, backfill: None, using }]);
    assert_eq!(db.rows("SELECT a, typeof(a) FROM t"), ["7|integer", "0|integer"]);
}

#[test]
fn pitfall_13_statistics_stay_and_none_appear() {
    let mut t = table("t", vec![column("a", "TEXT")]);
    t.indexes = vec![index("ix_a", &["a"])];
    let rows = "INSERT INTO t (a) VALUES ('x'), ('x'), ('y')";
    let mut db = Fixture::new(vec![t.clone()], &format!("{rows}; ANALYZE"));
    assert!(db.alter("t", harmless_rebuild()));
    assert_eq!(db.rows("SELECT * FROM sqlite_stat1"), ["t|ix_a|3 2"]);
    let mut db = Fixture::new(vec![t], rows);
    assert!(db.alter("t", harmless_rebuild()));
    assert_eq!(db.rows("SELECT * FROM sqlite_stat1"), [""; 0], "it was never analyzed");
}

#[test]
fn pitfall_14_what_stands_in_the_definition_stays_in_it() {
    let mut t = table("t", vec![column("a", "TEXT"), column("b", "TEXT")]);
    t.columns[1].collation = Some("NOCASE".to_owned());
    t.columns[2].default = Some(Expr("lower('X')".to_owned()));
    t.primary_key = Some(key(Some("pk_t"), &["a", "id"]));
    t.columns[1].nullable = false;
    t.uniques = vec![unique(None, &["b"])];
    t.uniques[0].on_conflict = Some("REPLACE".to_owned());
    t.checks = vec![check(None, "length(a) < 5"), check(Some("ck_b"), "b <> 'no'")];
    t.options.strict = true;
    t.options.without_rowid = true;
    let mut db = Fixture::new(vec![t], "INSERT INTO t (id, a) VALUES (1, 'X')");
    assert!(db.alter("t", harmless_rebuild()));
    db.run("INSERT INTO t (id, a) VALUES (2, 'Y')");
    assert_eq!(db.rows("SELECT * FROM t"), ["2|Y|x"], "the unique key still replaces");
    assert_eq!(db.rows("SELECT * FROM t WHERE a = 'y'"), ["2|Y|x"], "the collation is still there");
    for wrong in ["(3, 'abcde', '')", "(3, 'a', 'no')", "('x', 'a', '')"] {
        db.connection.execute_batch(&format!("INSERT INTO t VALUES {wrong}")).expect_err(wrong);
    }
    assert_eq!(db.rows("SELECT wr, strict FROM pragma_table_list WHERE name = 't'"), ["1|1"]);
}

#[test]
fn pitfall_15_a_key_of_text_takes_no_null() {
    let mut t =
        Table { name: Name::new("t"), columns: vec![column("a", "TEXT")], ..Table::default() };
    t.columns[0].nullable = false;
    t.primary_key = Some(key(Some("pk_t"), &["a"]));
    let db = Fixture::new(vec![t], "INSERT INTO t VALUES ('x')");
    db.connection
        .execute_batch("INSERT INTO t VALUES (NULL)")
        .expect_err("a primary key is never NULL");
}

#[test]
fn pitfall_16_orphans_from_before_do_not_stop_a_rebuild() {
    let mut db = family(Action::Cascade);
    db.run(
        "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (13, 99); PRAGMA foreign_keys = ON",
    );
    db.alter("parent", harmless_rebuild());
    db.alter("child", harmless_rebuild());
    assert_eq!(rows(&db.connection, "SELECT * FROM child WHERE id = 13"), ["13|99"]);
}
