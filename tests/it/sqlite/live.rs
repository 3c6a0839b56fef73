//! What is read back from a live database: everything a person may have made in it, and nothing that is SQLite's own.

use migrate::dialect::sqlite::Sqlite;
use migrate::diff::{Hints, diff};
use migrate::introspect::introspect;
use migrate::schema::{
    Action, Deferrable, Expr, IdentityKind, IndexKey, Name, Opaque, Schema, Type,
};
use migrate::session::block_on;
use rusqlite::Connection;

use super::fixture::{Fixture, batch, column, harmless_rebuild, references, table};

fn read(connection: &mut Connection) -> Schema {
    block_on(introspect(connection)).unwrap_or_else(|error| panic!("{error}"))
}

fn live(sql: &str) -> Schema {
    let mut connection = Connection::open_in_memory().expect("SQLite opens in memory");
    batch(&connection, sql);
    read(&mut connection)
}

#[test]
fn an_empty_database_is_an_empty_schema() {
    assert_eq!(live(""), Schema::default());
}

#[test]
fn everything_about_a_table_is_read() {
    let schema = live(
        "CREATE TABLE p (x TEXT, y TEXT, UNIQUE (x, y));
         CREATE TABLE [odd name] (
             \"id\" integer PRIMARY KEY AUTOINCREMENT,
             a varchar( 20 ) COLLATE nocase NOT NULL DEFAULT 'it''s' CONSTRAINT short CHECK (length(a) < 5),
             `b` numeric(10, 2) DEFAULT (1 + 1) UNIQUE ON CONFLICT REPLACE,
             c,
             g INTEGER GENERATED ALWAYS AS (id * 2) STORED,
             h AS (id * 3),
             x TEXT, y TEXT,
             CONSTRAINT fk_p FOREIGN KEY (x, y) REFERENCES p (x, y) ON DELETE SET NULL ON UPDATE CASCADE
                 DEFERRABLE INITIALLY DEFERRED
         );
         CREATE UNIQUE INDEX ix ON \"odd name\" (a DESC, lower(b)) WHERE c IS NOT NULL;
         CREATE TRIGGER tr AFTER INSERT ON \"odd name\" BEGIN SELECT 1; SELECT 2; END;
         INSERT INTO \"odd name\" (a) VALUES ('x'); ANALYZE;",
    );
    let t = &schema.tables[&Name::new("odd name")];
    let names: Vec<&str> = t.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "a", "b", "c", "g", "h", "x", "y"]);
    let types: Vec<&Type> = t.columns.iter().map(|column| &column.ty).collect();
    let raw = |words: &str| Type::Raw(words.to_owned());
    let expected =
        ["INTEGER", "VARCHAR(20)", "NUMERIC(10,2)", "", "INTEGER", "", "TEXT", "TEXT"].map(raw);
    assert_eq!(types, expected.iter().collect::<Vec<_>>());
    assert_eq!(
        t.columns[0].identity.as_ref().map(|identity| identity.kind),
        Some(IdentityKind::ByDefault)
    );
    assert!(!t.columns[0].nullable && !t.columns[1].nullable && t.columns[2].nullable);
    assert_eq!(
        t.columns[1].collation.as_deref().map(str::to_ascii_uppercase).as_deref(),
        Some("NOCASE")
    );
    assert_eq!(t.columns[1].default, Some(Expr("'it''s'".to_owned())));
    assert!(t.columns[4].generated.as_ref().is_some_and(|generated| generated.stored));
    assert!(t.columns[5].generated.as_ref().is_some_and(|generated| !generated.stored));
    assert_eq!(t.checks[0].name.as_deref(), Some("short"));
    assert_eq!(t.uniques[0].on_conflict.as_deref(), Some("REPLACE"));
    let key = &t.foreign_keys[0];
    assert_eq!(
        (key.columns.join(","), key.references.join(",")),
        ("x,y".to_owned(), "x,y".to_owned())
    );
    assert_eq!((&key.on_delete, &key.on_update), (&Action::SetNull(Vec::new()), &Action::Cascade));
    assert_eq!(key.deferrable, Some(Deferrable::Deferred));
    let index = &t.indexes[0];
    assert!(index.unique && index.predicate.is_some() && index.parts[0].descending);
    assert!(matches!(&index.parts[1].key, IndexKey::Expr(_)));
    assert_eq!(t.triggers[0].name, "tr");
    assert!(t.triggers[0].sql.contains("SELECT 2"), "{}", t.triggers[0].sql);
}

#[test]
fn options_views_and_their_triggers_are_read() {
    let schema = live(
        "CREATE TABLE t (a TEXT PRIMARY KEY, b ANY) STRICT, WITHOUT ROWID;
         CREATE VIEW v AS SELECT a FROM t;
         CREATE VIEW a_view_of_a_view AS SELECT a FROM v;
         CREATE TRIGGER instead INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (NEW.a); END;",
    );
    let t = &schema.tables[&Name::new("t")];
    assert!(t.options.strict && t.options.without_rowid && !t.columns[0].nullable);
    assert_eq!(schema.views.len(), 2);
    assert_eq!(schema.views[&Name::new("v")].triggers[0].name, "instead");
}

#[test]
fn a_virtual_table_is_one_and_its_shadows_are_none() {
    let schema = live(
        "CREATE TABLE t (a TEXT);
         CREATE VIRTUAL TABLE search USING fts5(title, body, tokenize = 'porter');
         INSERT INTO search VALUES ('x', 'y');",
    );
    let names: Vec<String> = schema.tables.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["search", "t"]);
    let module = schema.tables[&Name::new("search")].options.module.clone().unwrap_or_default();
    assert!(module.starts_with("fts5") && module.contains("porter"), "{module}");
}

#[test]
fn what_a_rebuild_leaves_reads_like_what_was_built() {
    let mut child = table("a_child", vec![super::fixture::column("parent_id", "INTEGER")]);
    child.foreign_keys = vec![references(&["parent_id"], "parent", Action::Cascade)];
    let mut db = Fixture::new(vec![table("parent", Vec::new()), child], "");
    let before = read(&mut db.connection);
    db.alter("parent", harmless_rebuild());
    let mut after = read(&mut db.connection);
    assert_ne!(after, before);
    after.tables.values_mut().for_each(|table| table.checks.clear());
    assert_eq!(after, before);
}

#[test]
fn a_reference_without_columns_means_the_primary_key_whichever_table_comes_first() {
    let child = "CREATE TABLE child (p INTEGER REFERENCES parent);";
    let parent = "CREATE TABLE parent (a INTEGER PRIMARY KEY);";
    let one = live(&format!("{child}{parent}"));
    assert_eq!(one.tables[&Name::new("child")].foreign_keys[0].references, ["a"]);
    assert_eq!(one, live(&format!("{parent}{child}")));
}

/// A definition that SQLite takes and nobody else has words for.
const ODD: &str = "CREATE TABLE odd (a INT REFERENCES t ON INSERT CASCADE);
     CREATE INDEX ix_odd ON odd (a);
     CREATE TRIGGER on_odd AFTER INSERT ON odd BEGIN SELECT 1; END;";

#[test]
fn what_cannot_be_read_is_told_and_hides_nothing_else() {
    let schema =
        live(&format!("CREATE TABLE t (a INTEGER PRIMARY KEY);\n{ODD}\nCREATE TABLE u (a TEXT);"));
    assert_eq!(schema.tables.keys().map(ToString::to_string).collect::<Vec<_>>(), ["t", "u"]);
    let told = schema.opaque.iter().map(|one| format!("{} {} on {}", one.kind, one.name, one.on));
    let expected = ["index ix_odd on odd", "table odd on odd", "trigger on_odd on odd"];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert!(schema.opaque.iter().all(|one| !one.reason.is_empty() && !one.sql.is_empty()));
}

#[test]
fn what_cannot_be_read_is_refused_only_where_a_change_touches_it() {
    let previous = live(&format!("CREATE TABLE t (a INTEGER PRIMARY KEY);\n{ODD}"));
    let ops = |next: &Schema| diff(&previous, next, &Hints::default(), &Sqlite);
    let mut next = previous.clone();
    next.opaque.clear();
    let mut wider = next.tables[&Name::new("t")].clone();
    wider.columns.push(column("b", "TEXT"));
    next.tables.insert(wider.name.clone(), wider);
    assert_eq!(ops(&next).expect("the other table can change").len(), 1);
    for name in ["odd", "ODD"] {
        let mut next = previous.clone();
        next.tables.insert(Name::new(name), table(name, vec![column("a", "INT")]));
        let errors = ops(&next).expect_err("it is there already");
        assert!(errors[0].to_string().contains("could not be read"), "{}", errors[0]);
    }
}

#[test]
fn a_table_with_a_trigger_that_cannot_be_read_is_not_made_anew() {
    let mut previous = live("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)");
    previous.opaque.insert(Opaque {
        on: Name::new("t"),
        kind: "trigger".to_owned(),
        name: "keeper".to_owned(),
        sql: "CREATE TRIGGER keeper …".to_owned(),
        reason: "it is odd".to_owned(),
    });
    let mut next = previous.clone();
    next.tables.get_mut(&Name::new("t")).expect("a table").columns[1].nullable = false;
    let errors = diff(&previous, &next, &Hints::default(), &Sqlite).expect_err("it would be lost");
    assert_eq!(
        errors[0].to_string(),
        "`t` cannot be changed, its trigger `keeper` could not be read: it is odd"
    );
}
