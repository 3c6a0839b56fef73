//! Every kind of change to a table that has rows, there and back: made in place where that is promised, and then what
//! a fresh build gives.

use migrate::op::{self, Change, Op};
use migrate::schema::{
    Action, Column, Expr, Generated, Identity, IdentityKind, Name, Table, TableOptions, Type,
};

use super::fixture::{
    Fixture, check, column, index, key, references, table, trigger, unique, view,
};

const ROWS: &str =
    "INSERT INTO p VALUES (1); INSERT INTO t (id, a, b) VALUES (1, 'x', 1), (2, 'y', NULL)";

fn start() -> Fixture {
    let mut t = table("t", vec![column("a", "TEXT"), column("b", "INTEGER"), column("c", "TEXT")]);
    t.indexes = vec![index("ix_a", &["a"])];
    t.uniques = vec![unique(Some("uq_b"), &["b"])];
    t.checks = vec![check(Some("ck_b"), "b < 100")];
    let v = view("v", "SELECT id, a FROM t");
    Fixture::with_views(vec![table("p", vec![]), t], vec![v], ROWS)
}

fn with(mut column: Column, change: impl FnOnce(&mut Column)) -> Column {
    change(&mut column);
    column
}

fn add(column: Column) -> Change {
    Change::AddColumn { column, position: None, backfill: None }
}

fn alter(previous: Column, next: Column) -> Change {
    Change::AlterColumn { previous, next, backfill: None, using: None }
}

/// Makes the changes and takes them back; the rows of `a` and `b` are the same throughout.
#[track_caller]
fn there_and_back(changes: Vec<Change>, is_rebuild: bool) -> Fixture {
    let mut db = start();
    let rows = db.rows("SELECT id, a, b FROM t");
    let op = Op::AlterTable { table: Name::new("t"), changes };
    let back = op::reverse(std::slice::from_ref(&op));
    let before = super::fixture::facts(&db.connection);
    assert_eq!(db.make(std::slice::from_ref(&op)), is_rebuild, "{op:?}");
    assert_eq!(db.rows("SELECT id, a FROM v"), ["1|x", "2|y"]);
    db.make(&back);
    assert_eq!(super::fixture::facts(&db.connection), before);
    assert_eq!(db.rows("SELECT id, a, b FROM t"), rows);
    db.make(&[op]);
    db
}

#[test]
fn columns_are_added_in_place_where_every_row_can_have_them() {
    let text = |name| column(name, "TEXT");
    let value = |expr: &str| Some(Expr(expr.to_owned()));
    there_and_back(vec![add(text("n"))], false);
    let db = there_and_back(
        vec![
            add(with(text("n"), |n| (n.nullable, n.default) = (false, value("'it''s'")))),
            add(with(text("m"), |m| m.default = value("-1"))),
            add(with(column("o", "BOOLEAN"), |o| (o.nullable, o.default) = (false, value("true")))),
            add(with(column("q", "BLOB"), |q| q.default = value("x'00ff'"))),
        ],
        false,
    );
    assert_eq!(db.rows("SELECT n, m, o, q FROM t WHERE id = 2"), ["it's|-1|1|[00, ff]"]);
    let half = Some(Generated { expr: Expr("b / 2".to_owned()), stored: false });
    there_and_back(vec![add(with(column("n", "INTEGER"), |n| n.generated = half))], false);
    there_and_back(
        vec![add(with(text("n"), |n| n.collation = value("NOCASE").map(|expr| expr.0)))],
        false,
    );
}

#[test]
fn columns_that_must_be_computed_for_each_row_take_a_rebuild() {
    let value = |expr: &str| Some(Expr(expr.to_owned()));
    let now = with(column("n", "TEXT"), |n| {
        (n.nullable, n.default) = (false, value("CURRENT_TIMESTAMP"))
    });
    let db = there_and_back(vec![add(now)], true);
    assert_eq!(db.value("SELECT count(*) FROM t WHERE n LIKE '20__-__-__ %'"), "2");
    let twice = Some(Generated { expr: Expr("b * 2".to_owned()), stored: true });
    let db = there_and_back(vec![add(with(column("n", "INTEGER"), |n| n.generated = twice))], true);
    assert_eq!(db.rows("SELECT n FROM t"), ["2", "NULL"]);
    let column = with(column("n", "TEXT"), |n| n.nullable = false);
    let backfill = Some(Expr("a || '!'".to_owned()));
    let db = there_and_back(vec![Change::AddColumn { column, position: Some(1), backfill }], true);
    assert_eq!(db.rows("SELECT * FROM t"), ["1|x!|x|1|NULL", "2|y!|y|NULL|NULL"]);
}

#[test]
fn a_column_that_no_row_has_a_value_for_fails_only_when_there_are_rows() {
    let wanted = || vec![add(Column::new("n", Type::Raw("TEXT".to_owned())))];
    let error = start().alter_fails("t", wanted());
    assert!(error.contains("NOT NULL"), "{error}");
    let mut db = start();
    db.run("DELETE FROM t");
    assert!(!db.alter("t", wanted()));
}

#[test]
fn a_key_or_check_on_a_new_column_comes_with_it() {
    let changes = vec![
        add(column("p_id", "INTEGER")),
        add(column("kind", "TEXT")),
        Change::AddForeignKey(references(&["p_id"], "p", Action::Cascade)),
        Change::AddCheck(check(Some("ck_kind"), "kind IN ('a', 'b')")),
    ];
    let db = there_and_back(changes, false);
    db.run("UPDATE t SET p_id = 1, kind = 'a'");
    db.connection.execute_batch("UPDATE t SET p_id = 2").expect_err("2 is no parent");
    db.connection.execute_batch("UPDATE t SET kind = 'c'").expect_err("c is no kind");
    let both = vec![add(column("n", "INTEGER")), Change::AddCheck(check(None, "n > b"))];
    there_and_back(both, true);
}

#[test]
fn columns_are_dropped_in_place_unless_something_holds_on_to_them() {
    let drop = |name: &str, ty: &str, position| Change::DropColumn {
        column: column(name, ty),
        position: Some(position),
    };
    there_and_back(vec![drop("c", "TEXT", 3)], false);
    let mut db = start();
    let changes = vec![
        Change::DropUnique(unique(Some("uq_b"), &["b"])),
        Change::DropCheck(check(Some("ck_b"), "b < 100")),
        drop("b", "INTEGER", 2),
    ];
    assert!(db.alter("t", changes));
    assert_eq!(db.rows("SELECT * FROM t"), ["1|x|NULL", "2|y|NULL"]);
}

#[test]
fn columns_are_renamed_with_everything_that_names_them() {
    let mut t = table("t", vec![column("a", "TEXT"), column("b", "INTEGER")]);
    t.indexes = vec![index("ix_a", &["a"])];
    t.checks = vec![check(None, "a <> 'a'")];
    t.triggers =
        vec![trigger("tr", "AFTER UPDATE OF a ON t BEGIN UPDATE t SET b = 7 WHERE a = NEW.a; END")];
    let v = view("v", "SELECT a AS x FROM t");
    let db = Fixture::with_views(vec![t], vec![v], "INSERT INTO t VALUES (1, 'x', 1)");
    let rename = |previous: &str, next: &str| Change::RenameColumn {
        previous: previous.to_owned(),
        next: next.to_owned(),
    };
    db.run(
        "ALTER TABLE t RENAME COLUMN a TO \"The A\"; ALTER TABLE t RENAME COLUMN \"The A\" TO a",
    );
    let statements =
        db.render(&[Op::AlterTable { table: Name::new("t"), changes: vec![rename("a", "The A")] }]);
    assert_eq!(statements.len(), 1);
    super::fixture::run(&db.connection, &statements).expect("a column can be renamed");
    db.run("UPDATE t SET \"The A\" = 'y'");
    assert_eq!(db.rows("SELECT * FROM t"), ["1|y|7"]);
    assert_eq!(db.rows("SELECT x FROM v"), ["y"]);
}

#[test]
fn a_name_that_changes_in_case_alone_is_changed() {
    let mut db =
        Fixture::new(vec![table("t", vec![column("a", "TEXT")])], "INSERT INTO t VALUES (1, 'x')");
    db.alter("t", vec![Change::RenameColumn { previous: "a".to_owned(), next: "A".to_owned() }]);
    db.make(&[Op::RenameTable { previous: Name::new("t"), next: Name::new("T") }]);
    assert_eq!(db.rows("SELECT name FROM pragma_table_info('T') WHERE cid = 1"), ["A"]);
    assert_eq!(db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"), ["T"]);
}

#[test]
fn renames_stand_before_and_after_one_rebuild() {
    let rename = |previous: &str, next: &str| Change::RenameColumn {
        previous: previous.to_owned(),
        next: next.to_owned(),
    };
    let required = with(column("z", "TEXT"), |z| {
        (z.nullable, z.default) = (false, Some(Expr("'-'".to_owned())))
    });
    let backfill = Some(Expr("'none'".to_owned()));
    let changes = vec![
        rename("c", "z"),
        Change::AlterColumn {
            previous: column("z", "TEXT"),
            next: required,
            backfill,
            using: None,
        },
        Change::AddCheck(check(None, "z <> ''")),
        rename("z", "c"),
    ];
    let mut db = start();
    assert!(db.alter("t", changes));
    assert_eq!(db.rows("SELECT c FROM t"), ["none", "none"]);
}

#[test]
fn columns_are_altered_by_a_rebuild() {
    let b = || column("b", "INTEGER");
    there_and_back(vec![alter(b(), column("b", "TEXT"))], true);
    there_and_back(vec![alter(b(), with(b(), |b| b.default = Some(Expr("5".to_owned()))))], true);
    there_and_back(
        vec![alter(b(), with(b(), |b| b.default = Some(Expr("abs(-5)".to_owned()))))],
        true,
    );
    let a = || column("a", "TEXT");
    there_and_back(vec![alter(a(), with(a(), |a| a.nullable = false))], true);
    there_and_back(vec![alter(a(), with(a(), |a| a.collation = Some("RTRIM".to_owned())))], true);
    let error = start().alter_fails("t", vec![alter(b(), with(b(), |b| b.nullable = false))]);
    assert!(error.contains("NOT NULL constraint failed"), "{error}");
}

#[test]
fn values_of_an_enum_are_renamed_in_the_rows() {
    let mut t = table("t", vec![column("kind", "TEXT")]);
    t.checks = vec![check(Some("ck_kind"), "kind IN ('a', 'b')")];
    let mut db = Fixture::new(vec![t], "INSERT INTO t (kind) VALUES ('a'), ('b'), (NULL)");
    let swap = |previous: &str, next: &str| Change::ReplaceValue {
        column: "kind".to_owned(),
        previous: previous.to_owned(),
        next: next.to_owned(),
    };
    let changes = vec![
        Change::DropCheck(check(Some("ck_kind"), "kind IN ('a', 'b')")),
        swap("b", "it's"),
        Change::AddCheck(check(Some("ck_kind"), "kind IN ('a', 'it''s')")),
    ];
    assert!(db.alter("t", changes));
    assert_eq!(db.rows("SELECT kind FROM t"), ["a", "it's", "NULL"]);
}

#[test]
fn keys_and_checks_change_by_a_rebuild() {
    let drop_key = || Change::DropPrimaryKey(key(None, &["id"]));
    there_and_back(vec![drop_key()], true);
    there_and_back(
        vec![drop_key(), Change::AddPrimaryKey(key(Some("pk_t"), &["id", "a"]))]
            .into_iter()
            .chain([alter(column("a", "TEXT"), with(column("a", "TEXT"), |a| a.nullable = false))])
            .collect(),
        true,
    );
    there_and_back(vec![Change::AddUnique(unique(None, &["a", "b"]))], true);
    there_and_back(vec![Change::DropUnique(unique(Some("uq_b"), &["b"]))], true);
    there_and_back(vec![Change::AddCheck(check(None, "a <> ''"))], true);
    there_and_back(vec![Change::DropCheck(check(Some("ck_b"), "b < 100"))], true);
    there_and_back(
        vec![Change::AddForeignKey(references(&["c"], "p", Action::SetNull(Vec::new())))],
        true,
    );
    let renamed =
        Change::RenameConstraint { previous: "ck_b".to_owned(), next: "ck_small".to_owned() };
    there_and_back(vec![renamed], true);
    let error = start().alter_fails(
        "t",
        vec![Change::AddUnique(unique(None, &["c"])), Change::AddCheck(check(None, "b > 50"))],
    );
    assert!(error.contains("CHECK constraint failed"), "{error}");
}

#[test]
fn a_table_becomes_numbered_and_stops_to_be() {
    let id = || Column::new("id", Type::Raw("INTEGER".to_owned()));
    let identity = Some(Identity {
        kind: IdentityKind::ByDefault,
        options: Default::default(),
        sequence: None,
    });
    let db = there_and_back(vec![alter(id(), with(id(), |id| id.identity = identity))], true);
    db.run("DELETE FROM t; INSERT INTO t (a) VALUES ('z')");
    assert_eq!(db.value("SELECT id FROM t"), "3");
}

#[test]
fn indexes_and_triggers_change_in_place() {
    let expression = {
        let mut index = index("ix_lower", &["a"]);
        index.parts[0].key = migrate::schema::IndexKey::Expr(Expr("lower(a)".to_owned()));
        index.unique = true;
        index
    };
    there_and_back(vec![Change::AddIndex(expression)], false);
    there_and_back(vec![Change::DropIndex(index("ix_a", &["a"]))], false);
    let rename = Change::RenameIndex { previous: "ix_a".to_owned(), next: "ix_z".to_owned() };
    there_and_back(vec![rename], false);
    there_and_back(
        vec![Change::AddTrigger(trigger("tr", "AFTER INSERT ON t BEGIN SELECT 1; END"))],
        false,
    );
    let comment = Change::Comment { previous: None, next: Some("people".to_owned()) };
    there_and_back(vec![comment], false);
}

#[test]
fn options_of_a_table_change_by_a_rebuild() {
    let options =
        |strict, without_rowid| TableOptions { strict, without_rowid, ..TableOptions::default() };
    for next in [options(true, false), options(false, true), options(true, true)] {
        there_and_back(vec![Change::Options { previous: options(false, false), next }], true);
    }
}

#[test]
fn every_column_may_be_new() {
    let t = Table { name: Name::new("t"), columns: vec![column("a", "TEXT")], ..Table::default() };
    let mut db = Fixture::new(vec![t], "INSERT INTO t VALUES ('x'), ('y')");
    let changes = vec![
        Change::DropColumn { column: column("a", "TEXT"), position: Some(0) },
        add(with(column("b", "TEXT"), |b| b.default = Some(Expr("upper('b')".to_owned())))),
    ];
    assert!(db.alter("t", changes));
    assert_eq!(db.rows("SELECT rowid, b FROM t"), ["1|B", "2|B"]);
}

#[test]
fn awkward_names_are_names() {
    let odd = "o\"d'd; --`[x] é";
    let mut t = table(odd, vec![column("select", "TEXT"), column(odd, "TEXT")]);
    t.columns[0].identity = Some(Identity {
        kind: IdentityKind::ByDefault,
        options: Default::default(),
        sequence: None,
    });
    t.indexes = vec![index("group", &["select", odd])];
    let quoted = "\"o\"\"d'd; --`[x] é\"";
    let rows = format!(
        "INSERT INTO {quoted} (\"select\") VALUES ('x'), ('y'); DELETE FROM {quoted} WHERE id = 2"
    );
    let mut db = Fixture::new(vec![t], &rows);
    assert!(db.alter(odd, harmless(odd)));
    db.run(&format!("INSERT INTO {quoted} (\"select\") VALUES ('z')"));
    assert_eq!(db.rows(&format!("SELECT id FROM {quoted}")), ["1", "3"]);
}

fn harmless(column: &str) -> Vec<Change> {
    let quoted = format!("\"{}\"", column.replace('"', "\"\""));
    vec![Change::AddCheck(check(Some(column), &format!("{quoted} IS NULL")))]
}

#[test]
fn a_check_may_name_its_own_table() {
    let mut t = table("t", vec![column("a", "TEXT")]);
    t.checks = vec![check(None, "t.a <> \"T\".id AND 't.a' <> a")];
    let mut db = Fixture::new(vec![t], "INSERT INTO t VALUES (1, 'x')");
    assert!(db.alter("t", vec![Change::AddCheck(check(None, "t.id > 0"))]));
    db.connection.execute_batch("INSERT INTO t VALUES (0, 'y')").expect_err("0 is not above 0");
}
