//! What is read back from a live database: everything a person may have made in it, and nothing that is SQLite's own.

use migrate::introspect::introspect;
use migrate::schema::{Action, Deferrable, Expr, IdentityKind, IndexKey, Name, Schema, Type};
use migrate::session::block_on;
use rusqlite::Connection;

use super::fixture::{Fixture, batch, harmless_rebuild, references, table};

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
