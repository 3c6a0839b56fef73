//! What SQLite cannot keep is refused by name, with a way out, before any SQL exists.

use migrate::dialect::sqlite::Sqlite;
use migrate::dialect::{Dialect, render};
use migrate::op::{Change, Op};
use migrate::schema::{Action, Exclude, Expr, Name, Schema, Table};

use super::fixture::{column, index, references, table, unique, view};

fn refusal(op: Op, before: Schema) -> String {
    let error = render(&Sqlite, &[op], &before).expect_err("SQLite cannot do this");
    assert!(error.is_unsupported() || error.is_refused());
    format!("{error} / {}", error.hint().unwrap_or("no hint"))
}

fn create(change: impl FnOnce(&mut Table)) -> String {
    let mut t = table("t", vec![column("a", "TEXT")]);
    change(&mut t);
    refusal(Op::CreateTable(t), Schema::default())
}

#[test]
fn what_would_let_in_other_rows_is_refused() {
    let cases = [
        create(|t| t.name = Name::within("billing", "t")),
        create(|t| {
            let definition = Expr("USING gist (a WITH &&)".to_owned());
            t.excludes = vec![Exclude { name: "ex".to_owned(), definition, deferrable: None }];
        }),
        create(|t| {
            t.uniques = vec![unique(None, &["a"])];
            t.uniques[0].nulls_not_distinct = true;
        }),
        create(|t| {
            t.indexes = vec![index("ix", &["a"])];
            t.indexes[0].nulls_not_distinct = true;
        }),
        create(|t| {
            let some = Action::SetNull(vec!["a".to_owned()]);
            t.foreign_keys = vec![references(&["id", "a"], "p", some)];
        }),
    ];
    let named = [
        "`billing`",
        "`ex`",
        "unique key on `a`",
        "index `ix`",
        "only `a` of the one on `id`, `a` of table `t`",
    ];
    for (message, name) in cases.iter().zip(named) {
        assert!(message.contains(name) && !message.contains("no hint"), "{message}");
    }
}

#[test]
fn what_cannot_be_altered_is_refused() {
    let mut schema = Schema::default();
    let change = |name: &str| Op::AlterTable {
        table: Name::new(name),
        changes: vec![Change::AddIndex(index("ix", &["a"]))],
    };
    assert!(refusal(change("missing"), schema.clone()).contains("no table `missing`"));
    let mut t = Table { name: Name::new("t"), ..Table::default() };
    t.options.module = Some("fts5(a)".to_owned());
    schema.tables.insert(Name::new("t"), t);
    assert!(refusal(change("t"), schema.clone()).contains("table `t` is virtual"));
    let mut materialized = view("v", "SELECT 1");
    materialized.materialized = true;
    assert!(refusal(Op::CreateView(materialized), schema).contains("no materialized views"));
}

#[test]
fn the_last_column_stays() {
    let mut schema = Schema::default();
    let t = Table { name: Name::new("t"), columns: vec![column("a", "TEXT")], ..Table::default() };
    schema.tables.insert(Name::new("t"), t);
    let drop = Change::DropColumn { column: column("a", "TEXT"), position: Some(0) };
    let message = refusal(Op::AlterTable { table: Name::new("t"), changes: vec![drop] }, schema);
    assert!(message.contains("no column left") && message.contains("drop the table"), "{message}");
}

#[test]
fn names_and_literals_are_quoted() {
    assert_eq!(Sqlite.quote("a\"b"), "\"a\"\"b\"");
    assert_eq!(Sqlite.literal("it's"), "'it''s'");
}
