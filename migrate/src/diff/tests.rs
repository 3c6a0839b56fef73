//! What the comparison decides without a database: order, renames, refusals, what stands in the way.

use crate::dialect::Dialect;
use crate::dialect::postgres::Postgres;
use crate::dialect::sqlite::Sqlite;
use crate::diff::{Hints, diff, spent};
use crate::op::{apply, describe, reverse};
use crate::schema::{
    Check, Column, Enum, Expr, ForeignKey, Generated, Index, IndexKey, IndexPart, Name, PrimaryKey,
    Schema, Table, Trigger, Type, Unique, View,
};

fn table(name: &str, columns: &[&str]) -> Table {
    let columns = columns.iter().map(|name| Column::new(*name, Type::Integer)).collect();
    Table { name: name.into(), columns, ..Table::default() }
}

fn schema(tables: impl IntoIterator<Item = Table>) -> Schema {
    let tables = tables.into_iter().map(|table| (table.name.clone(), table)).collect();
    Schema { tables, ..Schema::default() }
}

fn key(column: &str, table: &str) -> ForeignKey {
    ForeignKey {
        name: Some(format!("fk_{column}_{table}")),
        columns: vec![column.to_owned()],
        table: table.into(),
        references: vec!["id".to_owned()],
        on_delete: Default::default(),
        on_update: Default::default(),
        match_full: false,
        deferrable: None,
        not_valid: false,
    }
}

fn refers(name: &str, keys: &[&str]) -> Table {
    let mut of = table(name, &["id"]);
    for to in keys {
        of.columns.push(Column::new(format!("{to}_id"), Type::Integer));
        of.foreign_keys.push(key(&format!("{to}_id"), to));
    }
    of
}

fn unique(name: &str, column: &str) -> Unique {
    Unique {
        name: Some(name.to_owned()),
        columns: vec![column.to_owned()],
        nulls_not_distinct: false,
        include: Vec::new(),
        deferrable: None,
        orders: Vec::new(),
        on_conflict: None,
    }
}

fn check(name: Option<&str>, expr: &str) -> Check {
    Check {
        name: name.map(str::to_owned),
        expr: Expr(expr.to_owned()),
        not_valid: false,
        no_inherit: false,
    }
}

fn index(name: &str, column: &str) -> Index {
    let part = IndexPart {
        key: IndexKey::Column(column.to_owned()),
        descending: false,
        nulls_first: None,
        collation: None,
        opclass: None,
    };
    Index {
        name: name.to_owned(),
        parts: vec![part],
        unique: false,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate: None,
        with: Default::default(),
        comment: None,
    }
}

fn view(name: &str, sql: &str, reads: &[(&str, Option<&str>)]) -> View {
    View {
        name: name.into(),
        sql: sql.to_owned(),
        materialized: false,
        reads: reads
            .iter()
            .map(|(table, column)| (Name::new(*table), column.map(str::to_owned)))
            .collect(),
        triggers: Vec::new(),
        indexes: Vec::new(),
        comment: None,
    }
}

/// The lines of a diff that holds what it promises: it leads to `next`, a second one is empty, the way back restores.
fn lines_of(previous: &Schema, next: &Schema, hints: &Hints, dialect: &dyn Dialect) -> Vec<String> {
    let ops = diff(previous, next, hints, dialect).unwrap_or_else(|errors| panic!("{errors:?}"));
    let mut there = previous.clone();
    apply(&mut there, &ops, dialect.capability());
    assert_eq!(diff(&there, next, hints, dialect).unwrap(), [], "a second diff is empty");
    assert_eq!(
        diff(next, &there, &Hints::default(), dialect).unwrap(),
        [],
        "and so it is the other way round"
    );
    apply(&mut there, &reverse(&ops), dialect.capability());
    let mut here = previous.clone();
    here.sort();
    there.sort();
    assert_eq!(there, here, "the way back restores");
    ops.iter().map(describe).collect()
}

fn lines(previous: &Schema, next: &Schema) -> Vec<String> {
    lines_of(previous, next, &Hints::default(), &Postgres)
}

fn refusals(previous: &Schema, next: &Schema, hints: &Hints) -> Vec<String> {
    let errors = diff(previous, next, hints, &Postgres).expect_err("it is refused");
    errors.iter().map(|error| format!("{error} / {}", error.hint().unwrap_or(""))).collect()
}

#[test]
fn tables_come_after_what_they_refer_to_and_go_before() {
    let full = schema([
        refers("a", &["b"]),
        refers("b", &["c"]),
        refers("c", &[]),
        refers("d", &["a", "d"]),
    ]);
    let up = ["create table `c`", "create table `b`", "create table `a`", "create table `d`"];
    assert_eq!(lines(&Schema::default(), &full), up);
    let down = ["drop table `d`", "drop table `a`", "drop table `b`", "drop table `c`"];
    assert_eq!(lines(&full, &Schema::default()), down);
}

#[test]
fn cycles_are_split_where_keys_can_be_altered_and_left_where_not() {
    let full = schema([refers("a", &["b"]), refers("b", &["a"])]);
    let up =
        ["create table `a`", "create table `b`", "alter table `a`: add foreign key `fk_b_id_b`"];
    assert_eq!(lines(&Schema::default(), &full), up);
    assert_eq!(lines(&full, &Schema::default()).len(), 3);
    let whole = lines_of(&Schema::default(), &full, &Hints::default(), &Sqlite);
    assert_eq!(whole, ["create table `a`", "create table `b`"]);
}

#[test]
fn a_key_goes_before_its_table_and_comes_after_it() {
    let previous = schema([refers("a", &["b"]), table("b", &["id"])]);
    let mut child = table("a", &["id", "b_id", "c_id"]);
    child.foreign_keys.push(key("c_id", "c"));
    let next = schema([child, table("c", &["id", "x", "y"])]);
    let expected = [
        "alter table `a`: drop foreign key `fk_b_id_b`",
        "alter table `a`: add column `c_id`",
        "drop table `b`",
        "create table `c`",
        "alter table `a`: add foreign key `fk_c_id_c`",
    ];
    assert_eq!(lines(&previous, &next), expected);
    let at_once = lines_of(&previous, &next, &Hints::default(), &Sqlite);
    assert_eq!(
        at_once[0],
        "alter table `a`: drop foreign key `fk_b_id_b`, add column `c_id`, add foreign key `fk_c_id_c`"
    );
}

#[test]
fn a_key_referred_to_goes_and_comes_with_those_that_refer() {
    let mut parent = table("p", &["id"]);
    parent.uniques.push(unique("uq_old", "id"));
    let previous = schema([parent, refers("c", &["p"])]);
    let mut next = previous.clone();
    let parent = next.tables.get_mut(&"p".into()).unwrap();
    parent.uniques.clear();
    parent.primary_key = Some(PrimaryKey {
        name: Some("pk_p".to_owned()),
        columns: vec!["id".to_owned()],
        include: Vec::new(),
        deferrable: None,
        orders: Vec::new(),
        on_conflict: None,
    });
    let expected = [
        "alter table `c`: drop foreign key `fk_p_id_p`",
        "alter table `p`: drop unique `uq_old`, add primary key `pk_p`",
        "alter table `c`: add foreign key `fk_p_id_p`",
    ];
    assert_eq!(lines(&previous, &next), expected);
}

#[test]
fn a_key_of_a_table_that_goes_does_not_hold_back_what_changes() {
    let mut parent = table("p", &["id", "x", "y"]);
    parent.uniques.push(unique("uq", "id"));
    let previous = schema([parent, refers("c", &["p"])]);
    let next = schema([table("p", &["id", "x", "y"])]);
    let expected = [
        "alter table `c`: drop foreign key `fk_p_id_p`",
        "alter table `p`: drop unique `uq`",
        "drop table `c`",
    ];
    assert_eq!(lines(&previous, &next), expected);
}

#[test]
fn a_likely_rename_is_refused_with_the_attribute_to_write() {
    let previous = schema([table("users", &["id", "mail"])]);
    let next = schema([table("users", &["id", "email"])]);
    assert_eq!(
        refusals(&previous, &next, &Hints::default()),
        [
            "column `users.mail` is gone and `users.email`, of the same type, is new: a rename keeps the values / \
          write `#[column(renamed_from = \"mail\")]` on `email`, or pass `--drop-and-add` if the values shall go"
        ]
    );
    let next = schema([table("people", &["id", "mail"])]);
    let refused = refusals(&previous, &next, &Hints::default());
    assert!(refused[0].contains("#[table(renamed_from = \"users\")]"), "{refused:?}");
    let hints = Hints { drop_and_add: true, ..Hints::default() };
    assert_eq!(
        lines_of(&previous, &next, &hints, &Postgres),
        ["drop table `users`", "create table `people`"]
    );
}

#[test]
fn a_rename_is_followed_everywhere() {
    // Where a view keeps its names, the one that the column gave it is written out.
    follows_a_rename(&Sqlite, "CREATE VIEW v AS SELECT u.email FROM people u");
    follows_a_rename(&Postgres, "CREATE VIEW v AS SELECT u.email AS mail FROM people u");
}

fn follows_a_rename(dialect: &dyn Dialect, seen: &str) {
    let mut users = table("users", &["id", "mail"]);
    users.checks.push(check(Some("ck"), "length(mail) > 3"));
    users.indexes.push(index("ix_users_mail", "mail"));
    users.triggers.push(Trigger {
        name: "tr".to_owned(),
        sql: "CREATE TRIGGER tr AFTER UPDATE OF mail ON users BEGIN SELECT NEW.mail; END"
            .to_owned(),
    });
    let mut previous = schema([users, refers("posts", &["users"])]);
    previous.views.insert(
        "v".into(),
        view("v", "CREATE VIEW v AS SELECT u.mail FROM users u", &[("users", Some("mail"))]),
    );
    let mut hints = Hints::default();
    hints.tables.insert("people".into(), "users".into());
    hints.columns.insert(("people".into(), "email".to_owned()), "mail".to_owned());
    let mut next = super::renamed(
        &previous,
        &schema([table("people", &["id", "email"]), table("posts", &[])]),
        &hints,
        dialect,
    );
    assert_eq!(next.views[&"v".into()].sql, seen);
    let people = next.tables.get_mut(&"people".into()).unwrap();
    assert_eq!(people.checks[0].expr.0, "length(email) > 3");
    assert_eq!(
        people.triggers[0].sql,
        "CREATE TRIGGER tr AFTER UPDATE OF email ON people BEGIN SELECT NEW.email; END"
    );
    people.indexes[0].name = "ix_people_email".to_owned();
    let expected = [
        "rename table `users` to `people`",
        "alter table `people`: rename column `mail` to `email`",
        "alter table `people`: rename index `ix_users_mail` to `ix_people_email`",
    ];
    assert_eq!(lines_of(&previous, &next, &hints, dialect), expected);
    assert!(spent(&hints, &previous, dialect.capability()).is_empty());
    assert_eq!(spent(&hints, &next, dialect.capability()).len(), 2);
}

#[test]
fn renames_in_a_chain_find_each_name_free() {
    let previous = schema([table("t", &["a", "b"])]);
    let next = schema([table("t", &["b", "c"])]);
    let mut hints = Hints::default();
    hints.columns.insert(("t".into(), "b".to_owned()), "a".to_owned());
    assert!(refusals(&previous, &next, &hints)[0].contains("which is there already"));
    hints.columns.insert(("t".into(), "c".to_owned()), "b".to_owned());
    let expected = ["alter table `t`: rename column `b` to `c`, rename column `a` to `b`"];
    assert_eq!(lines_of(&previous, &next, &hints, &Postgres), expected);
}

#[test]
fn a_rename_of_what_stays_is_refused_and_a_spent_one_is_not() {
    let previous = schema([table("t", &["a"])]);
    let both = schema([table("t", &["a", "b"])]);
    let mut hints = Hints::default();
    hints.columns.insert(("t".into(), "b".to_owned()), "a".to_owned());
    assert!(refusals(&previous, &both, &hints)[0].contains("which the models still have"));
    assert_eq!(diff(&both, &both, &hints, &Postgres).unwrap(), []);
}

#[test]
fn constraints_are_matched_by_contents_and_renamed_where_names_count() {
    let mut previous = schema([table("t", &["a"])]);
    let mut next = previous.clone();
    previous.tables.get_mut(&"t".into()).unwrap().checks =
        vec![check(Some("x"), "a > 0"), check(None, "a > 1")];
    next.tables.get_mut(&"t".into()).unwrap().checks =
        vec![check(Some("ck"), "a > 1"), check(Some("y"), "a > 0")];
    assert_eq!(lines(&previous, &next), ["alter table `t`: rename constraint `x` to `y`"]);
    assert_eq!(diff(&previous, &next, &Hints::default(), &Sqlite).unwrap(), []);
    next.tables.get_mut(&"t".into()).unwrap().checks[1].expr.0 = "a > 2".to_owned();
    assert_eq!(lines(&previous, &next), ["alter table `t`: drop check `x`, add check `y`"]);
}

#[test]
fn an_index_that_moves_to_another_table_makes_way() {
    let (mut a, mut b) = (table("a", &["x"]), table("b", &["x"]));
    let (bare_a, bare_b) = (a.clone(), b.clone());
    a.indexes.push(index("ix", "x"));
    b.indexes.push(index("ix", "x"));
    let expected = ["alter table `b`: drop index `ix`", "alter table `a`: add index `ix`"];
    assert_eq!(lines(&schema([bare_a.clone(), b.clone()]), &schema([a.clone(), bare_b])), expected);
    assert_eq!(lines(&schema([bare_a, b]), &schema([a]))[0], "drop table `b`");
}

#[test]
fn views_go_and_come_around_what_they_pin_and_are_never_broken() {
    let mut previous = schema([table("t", &["a", "b"])]);
    previous
        .views
        .insert("v".into(), view("v", "CREATE VIEW v AS SELECT a FROM t", &[("t", Some("a"))]));
    previous
        .views
        .insert("w".into(), view("w", "CREATE VIEW w AS SELECT a FROM v", &[("v", None)]));
    let mut next = previous.clone();
    next.tables.get_mut(&"t".into()).unwrap().columns[0].ty = Type::BigInt;
    let expected = [
        "drop view `w`",
        "drop view `v`",
        "alter table `t`: change type of column `a`",
        "create view `v`",
        "create view `w`",
    ];
    assert_eq!(lines(&previous, &next), expected);
    assert_eq!(lines_of(&previous, &next, &Hints::default(), &Sqlite).len(), 1);
    next.tables.get_mut(&"t".into()).unwrap().columns.remove(0);
    assert!(
        refusals(&previous, &next, &Hints::default())[0]
            .starts_with("view `v` reads column `t.a`, which goes")
    );
}

#[test]
fn generated_columns_are_made_anew_with_what_stands_on_them() {
    let mut previous = table("t", &["a", "g", "z"]);
    let generated = |expr: &str| Some(Generated { expr: Expr(expr.to_owned()), stored: true });
    previous.columns[1].generated = generated("a + 1");
    previous.indexes.push(index("ix_g", "g"));
    let mut next = previous.clone();
    next.columns[1].generated = generated("a + 2");
    let expected =
        ["alter table `t`: drop index `ix_g`, drop column `g`, add column `g`, add index `ix_g`"];
    assert_eq!(lines(&schema([previous.clone()]), &schema([next.clone()])), expected);
    next.columns[1].generated = previous.columns[1].generated.clone();
    next.columns[0].ty = Type::BigInt;
    assert_eq!(lines_of(&schema([previous]), &schema([next]), &Hints::default(), &Sqlite).len(), 1);
}

#[test]
fn columns_are_added_before_any_go_and_come_back_in_their_places() {
    let mut previous = table("t", &["a", "b", "c"]);
    previous.columns[1].ty = Type::Text;
    let mut next = table("t", &["a", "c", "d"]);
    next.columns[2].ty = Type::Date;
    let mut hints = Hints::default();
    hints.backfills.insert(("t".into(), "d".to_owned()), Expr("b::date".to_owned()));
    let (previous, next) = (schema([previous]), schema([next]));
    let expected = ["alter table `t`: add column `d`, drop column `b`"];
    assert_eq!(lines_of(&previous, &next, &hints, &Postgres), expected);
}

fn mood(values: &[&str]) -> Enum {
    Enum {
        name: "mood".into(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        comment: None,
    }
}

fn moods(values: &[&str], default: Option<&str>) -> Schema {
    let mut people = table("people", &["id", "mood"]);
    people.columns[1].ty = Type::Named("mood".into());
    people.columns[1].default = default.map(|value| Expr(format!("'{value}'::mood")));
    let mut schema = schema([people]);
    schema.enums.insert("mood".into(), mood(values));
    schema
}

#[test]
fn enum_values_are_added_in_place_or_by_a_new_type() {
    let added = lines(&moods(&["a", "d"], None), &moods(&["a", "b", "c", "d", "e"], None));
    let expected = [
        "alter enum `mood`: add value `b` before `d`",
        "alter enum `mood`: add value `c` before `d`",
        "alter enum `mood`: add value `e`",
    ];
    assert_eq!(added, expected);
    assert_eq!(
        lines(&moods(&["a", "b"], None), &moods(&["b", "a"], None)),
        ["replace enum `mood`: b, a"]
    );
    let used = lines(&moods(&["a"], Some("a")), &moods(&["a", "b"], Some("b")));
    let expected = [
        "alter table `people`: change default of column `mood`",
        "replace enum `mood`: a, b",
        "alter table `people`: change default of column `mood`",
    ];
    assert_eq!(used, expected, "a value cannot be used in the transaction that adds it");
}

#[test]
fn a_table_that_goes_is_not_recast_before() {
    let previous = moods(&["a", "b"], Some("b"));
    let mut next = moods(&["a"], None);
    let mut other = next.tables.remove(&"people".into()).unwrap();
    other.name = "others".into();
    other.columns.push(Column::new("x", Type::Date));
    next.tables.insert("others".into(), other);
    let expected = ["drop table `people`", "replace enum `mood`: a", "create table `others`"];
    assert_eq!(lines(&previous, &next), expected);
}

#[test]
fn a_renamed_value_is_no_new_one() {
    let (previous, next) = (moods(&["a", "b"], Some("a")), moods(&["x", "b"], Some("x")));
    let mut hints = Hints::default();
    hints.enum_values.insert(("mood".into(), "x".to_owned()), "a".to_owned());
    let expected = ["alter enum `mood`: rename value `a` to `x`"];
    assert_eq!(lines_of(&previous, &next, &hints, &Postgres), expected);
}

#[test]
fn renamed_values_of_a_check_change_the_rows() {
    let (mut previous, mut next) = (table("t", &["s"]), table("t", &["s"]));
    previous.checks.push(check(None, "s IN ('a', 'b')"));
    next.checks.push(check(None, "s IN ('x', 'b')"));
    let mut hints = Hints::default();
    hints.values.insert(("t".into(), "s".to_owned()), vec![("a".to_owned(), "x".to_owned())]);
    let expected =
        ["alter table `t`: drop check `s IN ('a', 'b')`, rename value `a` to `x` in column `s`, \
                     add check `s IN ('x', 'b')`"];
    assert_eq!(lines_of(&schema([previous]), &schema([next]), &hints, &Sqlite), expected);
}

#[test]
fn case_alone_is_no_difference_where_it_means_nothing() {
    let previous = schema([table("Users", &["Id"]), refers("posts", &[])]);
    let next = schema([table("users", &["id"]), refers("posts", &[])]);
    assert_eq!(diff(&previous, &next, &Hints::default(), &Sqlite).unwrap(), []);
    assert!(
        diff(&previous, &next, &Hints { drop_and_add: true, ..Hints::default() }, &Postgres)
            .unwrap()
            .len()
            > 1
    );
}

/// How fast is the bench's to say.
#[test]
fn a_thousand_tables_are_compared_rightly() {
    let names: Vec<String> = (0..10).map(|at| format!("column_{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let previous = schema((0..1000).map(|at| table(&format!("table_{at}"), &names)));
    let mut next = previous.clone();
    for table in next.tables.values_mut() {
        table.columns[3].nullable = true;
    }
    let ops = diff(&previous, &next, &Hints::default(), &Postgres).unwrap();
    assert_eq!(ops.len(), 1000);
}
