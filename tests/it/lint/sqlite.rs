//! What is told of statements on SQLite; what it says is refused, a real one refuses, and what it says is lost is lost.

use migrate::dialect::sqlite::Sqlite;
use migrate::lint::Severity;
use migrate::split::split;
use rusqlite::Connection;

const SCHEMA: &str = "
    CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, age INTEGER, code TEXT COLLATE NOCASE, \
        twice INTEGER GENERATED ALWAYS AS (age * 2), CHECK (age > 0 OR code <> ''));
    CREATE INDEX parent_age ON parent (age);
    CREATE INDEX parent_code ON parent (code) WHERE name IS NOT NULL;
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);
    CREATE INDEX child_parent ON child (parent_id);
    CREATE TABLE node (id INTEGER PRIMARY KEY, up INTEGER REFERENCES node (id));
    CREATE INDEX node_up ON node (up);
    CREATE TABLE keyed (code TEXT PRIMARY KEY NOT NULL, note TEXT) STRICT;
    CREATE TABLE plain (id INTEGER PRIMARY KEY, note TEXT);
    CREATE TABLE seen (id INTEGER PRIMARY KEY, note TEXT);
    CREATE TRIGGER seen_by AFTER INSERT ON seen BEGIN UPDATE plain SET note = new.note WHERE id = new.id; END;
    CREATE VIEW grown AS SELECT id, name FROM parent;
    INSERT INTO parent (id, name, age, code) VALUES (1, 'a', 1, 'x'), (9, 'b', 2, 'y');
    DELETE FROM parent WHERE id = 9;
    INSERT INTO child VALUES (1, 1);
    INSERT INTO keyed (code, note) VALUES ('0', '007');
    INSERT INTO plain VALUES (1, '007');";

/// The ids of the rules that a section breaks, notes left out, in the order of its lines.
fn broken(sql: &str, transaction: bool) -> Vec<&'static str> {
    let findings = super::judge(&Sqlite, SCHEMA, sql, transaction);
    let told = findings.iter().filter(|one| one.rule.severity > Severity::Note);
    told.map(|one| one.rule.id).collect()
}

/// Runs a section as the runner would, foreign keys off around a transaction; what SQLite says if it refuses.
fn run(sql: &str, transaction: bool) -> (Connection, Result<(), String>) {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    connection
        .execute_batch(if transaction {
            "PRAGMA foreign_keys = OFF; BEGIN"
        } else {
            "PRAGMA foreign_keys = ON"
        })
        .unwrap();
    let outcome = split(&Sqlite, sql).iter().try_for_each(|piece| {
        connection.execute_batch(piece.sql).map_err(|error| error.to_string())
    });
    if transaction && outcome.is_ok() {
        connection.execute_batch("COMMIT").unwrap();
    }
    (connection, outcome)
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// A rebuild of a table by hand: the new definition, the columns to copy, and what stands behind the rename.
fn rebuild(table: &str, definition: &str, columns: &str, after: &str) -> String {
    format!(
        "CREATE TABLE fresh {definition};\nINSERT INTO fresh ({columns}) SELECT {columns} FROM {table};\n\
         DROP TABLE {table};\nPRAGMA legacy_alter_table = ON;\nALTER TABLE fresh RENAME TO {table};\n\
         PRAGMA legacy_alter_table = OFF;\n{after}"
    )
}

#[test]
fn what_is_said_to_be_refused_is_refused() {
    let refused = [
        ("ALTER TABLE plain ADD COLUMN a INTEGER NOT NULL", "not-null-without-default"),
        ("ALTER TABLE plain ADD COLUMN a INTEGER PRIMARY KEY", "add-column-refused"),
        ("ALTER TABLE plain ADD COLUMN a INTEGER UNIQUE", "add-column-refused"),
        ("ALTER TABLE plain ADD COLUMN a INTEGER AS (id) STORED", "add-column-refused"),
        ("ALTER TABLE plain ADD COLUMN a TEXT DEFAULT CURRENT_TIMESTAMP", "add-column-refused"),
        ("ALTER TABLE plain ADD COLUMN a TEXT DEFAULT (lower('A'))", "add-column-refused"),
        ("ALTER TABLE parent DROP COLUMN id", "drop-column-refused"),
        ("ALTER TABLE parent DROP COLUMN name", "drop-column-refused"),
        ("ALTER TABLE parent DROP COLUMN age", "drop-column-refused"),
        ("ALTER TABLE parent DROP COLUMN code", "drop-column-refused"),
        ("ALTER TABLE seen DROP COLUMN note", "drop-column-refused"),
        ("INSERT INTO parent (name, twice) VALUES ('c', 1)", "insert-into-generated"),
        (
            "CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO fresh (id, name) SELECT id, name FROM parent;\n\
             DROP TABLE parent;\nALTER TABLE fresh RENAME TO parent",
            "rebuild-breaks-reader",
        ),
        (
            "CREATE TABLE fresh (id INTEGER PRIMARY KEY, note TEXT);\nINSERT INTO fresh (id, note) SELECT id, note FROM plain;\n\
             DROP TABLE plain;\nALTER TABLE fresh RENAME TO plain",
            "rebuild-breaks-reader",
        ),
    ];
    for (sql, rule) in refused {
        assert!(broken(sql, true).contains(&rule), "{sql}: {:?}", broken(sql, true));
        assert!(run(sql, true).1.is_err(), "SQLite takes it: {sql}");
    }
}

#[test]
fn what_sqlite_takes_is_not_said_to_be_refused() {
    let taken = [
        "ALTER TABLE plain ADD COLUMN a INTEGER NOT NULL DEFAULT -1",
        "ALTER TABLE plain ADD COLUMN a TEXT DEFAULT 'CURRENT_TIMESTAMP'",
        "ALTER TABLE plain ADD COLUMN a BLOB DEFAULT x'00'",
        "ALTER TABLE plain ADD COLUMN a INTEGER REFERENCES parent (id)",
        "ALTER TABLE plain ADD COLUMN a INTEGER AS (id) VIRTUAL",
        "ALTER TABLE plain ADD COLUMN a INTEGER CHECK (a > 0)",
        "ALTER TABLE child ADD COLUMN a TEXT;\nALTER TABLE child DROP COLUMN a",
    ];
    for sql in taken {
        let told = broken(sql, true);
        let errors: Vec<&&str> = told
            .iter()
            .filter(|id| id.ends_with("refused") || id.starts_with("not-null"))
            .collect();
        assert!(errors.is_empty(), "{sql}: {errors:?}");
        assert_eq!(run(sql, true).1, Ok(()), "{sql}");
    }
}

#[test]
fn pitfall_01_dropping_a_parent_outside_a_transaction_empties_its_children() {
    let sql = "CREATE TABLE fresh (id INTEGER PRIMARY KEY);\nINSERT INTO fresh (id) SELECT id FROM parent;\nDROP TABLE parent";
    assert!(broken(sql, false).contains(&"drop-empties-children"));
    let (connection, outcome) = run(sql, false);
    assert_eq!((outcome, number(&connection, "SELECT count(*) FROM child")), (Ok(()), 0));
    let guarded = format!("PRAGMA foreign_keys = OFF;\n{sql}");
    assert!(!broken(&guarded, false).contains(&"drop-empties-children"));
    assert_eq!(number(&run(&guarded, false).0, "SELECT count(*) FROM child"), 1);
    assert!(broken("PRAGMA foreign_keys = OFF", true).contains(&"foreign-keys-in-transaction"));
    assert!(broken("PRAGMA foreign_keys = OFF", false).is_empty());
}

#[test]
fn pitfall_02_deferring_does_not_stop_a_cascade() {
    assert_eq!(broken("PRAGMA defer_foreign_keys = ON", true), ["defer-foreign-keys"]);
    assert!(broken("PRAGMA defer_foreign_keys = OFF", true).is_empty());
}

#[test]
fn pitfall_03_renaming_the_old_table_away_takes_its_children_along() {
    let sql = "ALTER TABLE parent RENAME TO old;\nCREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);\n\
               INSERT INTO parent (id, name) SELECT id, name FROM old;\nDROP VIEW grown;\nDROP TABLE old";
    assert!(broken(sql, true).contains(&"rename-away-first"), "{:?}", broken(sql, true));
    let (connection, outcome) = run(sql, true);
    assert_eq!(outcome, Ok(()));
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    let error = connection.execute_batch("INSERT INTO child VALUES (2, 1)").unwrap_err();
    assert!(error.to_string().contains("no such table: main.old"), "{error}");
    let alone = "ALTER TABLE plain RENAME TO old;\nCREATE TABLE other (id INTEGER PRIMARY KEY)";
    assert!(!broken(alone, true).contains(&"rename-away-first"));
}

#[test]
fn pitfall_04_and_05_a_view_or_a_trigger_elsewhere_stops_the_last_rename() {
    // that it is refused is shown above; under the old rules of renaming it is not
    let sql = rebuild("plain", "(id INTEGER PRIMARY KEY, note TEXT)", "id, note", "");
    assert!(broken(&sql, true).is_empty(), "{:?}", broken(&sql, true));
    assert_eq!(run(&sql, true).1, Ok(()));
}

#[test]
fn pitfall_06_triggers_and_indexes_go_with_the_old_table() {
    let sql = rebuild("seen", "(id INTEGER PRIMARY KEY, note TEXT)", "id, note", "");
    assert_eq!(broken(&sql, true), ["rebuild-loses-trigger"]);
    assert_eq!(
        number(&run(&sql, true).0, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"),
        0
    );
    let sql = rebuild("child", "(id INTEGER PRIMARY KEY, parent_id INTEGER)", "id, parent_id", "");
    assert_eq!(broken(&sql, true), ["rebuild-loses-index"]);
    let whole = rebuild(
        "child",
        "(id INTEGER PRIMARY KEY, parent_id INTEGER)",
        "id, parent_id",
        "CREATE INDEX child_parent ON child (parent_id);",
    );
    assert!(broken(&whole, true).is_empty());
}

#[test]
fn pitfall_07_a_key_to_itself_stays_with_the_scratch_name() {
    let after = "CREATE INDEX node_up ON node (up);";
    let sql = rebuild(
        "node",
        "(id INTEGER PRIMARY KEY, up INTEGER REFERENCES fresh (id))",
        "id, up",
        after,
    );
    assert!(broken(&sql, true).contains(&"rebuild-moves-reference"), "{:?}", broken(&sql, true));
    let (connection, _) = run(&sql, true);
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    assert!(connection.execute_batch("INSERT INTO node VALUES (1, NULL), (2, 1)").is_err());
    let right = sql.replace("REFERENCES fresh", "REFERENCES node");
    assert!(broken(&right, true).is_empty(), "{:?}", broken(&right, true));
}

#[test]
fn pitfall_08_a_view_of_a_dropped_column_is_broken_in_silence() {
    let definition =
        "(id INTEGER PRIMARY KEY AUTOINCREMENT, age INTEGER, code TEXT COLLATE NOCASE)";
    let after = "CREATE INDEX parent_age ON parent (age);\nUPDATE sqlite_sequence SET seq = 9 WHERE name = 'parent';";
    let sql = rebuild("parent", definition, "id, age, code", after);
    assert!(broken(&sql, true).contains(&"view-broken"), "{:?}", broken(&sql, true));
    let (connection, outcome) = run(&sql, true);
    assert_eq!(outcome, Ok(()), "SQLite says nothing");
    let error = connection.execute_batch("SELECT * FROM grown").unwrap_err();
    assert!(error.to_string().contains("no such column: name"), "{error}");
    let mended = format!("DROP VIEW grown;\n{sql}\nCREATE VIEW grown AS SELECT id FROM parent;");
    assert!(!broken(&mended, true).contains(&"view-broken"), "{:?}", broken(&mended, true));
    run(&mended, true).0.execute_batch("SELECT * FROM grown").unwrap();

    let dropped = "DROP TABLE child;\nDROP TABLE parent";
    assert_eq!(broken(dropped, true), ["drop-table", "drop-table", "view-broken"]);
    assert!(run(dropped, true).0.execute_batch("SELECT * FROM grown").is_err());
    let other = rebuild("plain", "(id INTEGER PRIMARY KEY)", "id", "");
    assert!(!broken(&other, true).contains(&"view-broken"));
}

#[test]
fn pitfall_09_and_11_numbers_are_given_out_again() {
    let columns = "(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, age INTEGER, code TEXT COLLATE NOCASE)";
    let after = "CREATE INDEX parent_age ON parent (age);\nCREATE INDEX parent_code ON parent (code) WHERE name IS NOT NULL;";
    let sql = rebuild("parent", columns, "id, name, age, code", after);
    assert_eq!(broken(&sql, true), ["rebuild-reuses-numbers"]);
    let next = "INSERT INTO parent (name) VALUES ('new') RETURNING id";
    assert_eq!(number(&run(&sql, true).0, next), 2, "9 was given out before");
    let kept = format!("{sql}\nUPDATE sqlite_sequence SET seq = 9 WHERE name = 'parent';");
    assert!(broken(&kept, true).is_empty(), "{:?}", broken(&kept, true));
    assert_eq!(number(&run(&kept, true).0, next), 10);

    let rows = |sql: &str| {
        let findings = super::judge(&Sqlite, SCHEMA, sql, true);
        findings.iter().any(|one| one.rule.id == "rebuild-renumbers-rows")
    };
    let definition = "(code TEXT PRIMARY KEY NOT NULL, note TEXT) STRICT";
    assert!(rows(&rebuild("keyed", definition, "code, note", "")));
    assert!(!rows(&rebuild("keyed", definition, "rowid, code, note", "")));
}

#[test]
fn pitfall_10_a_generated_column_takes_no_value() {
    let columns = "id, name, age, code, twice";
    let definition = "(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, age INTEGER, code TEXT COLLATE NOCASE, \
        twice INTEGER GENERATED ALWAYS AS (age * 2))";
    let sql = rebuild("parent", definition, columns, "");
    assert!(broken(&sql, true).contains(&"insert-into-generated"), "{:?}", broken(&sql, true));
    assert!(run(&sql, true).1.is_err());
    let without =
        sql.replace(", twice) SELECT", ") SELECT").replace("code, twice FROM", "code FROM");
    assert!(!broken(&without, true).contains(&"insert-into-generated"));
    assert_eq!(run(&without, true).1, Ok(()));
}

#[test]
fn pitfall_12_and_14_values_and_options_change_in_silence() {
    let sql = rebuild("plain", "(id INTEGER PRIMARY KEY, note NUMERIC)", "id, note", "");
    assert_eq!(broken(&sql, true), ["affinity-change"]);
    assert_eq!(number(&run(&sql, true).0, "SELECT note FROM plain"), 7, "it was '007'");
    let sql =
        rebuild("keyed", "(code TEXT PRIMARY KEY NOT NULL, note TEXT)", "rowid, code, note", "");
    assert_eq!(broken(&sql, true), ["rebuild-loses-option"]);
}

#[test]
fn pitfall_13_statistics_go_with_the_old_table() {
    let told = |sql: &str| {
        let findings = super::judge(&Sqlite, SCHEMA, sql, true);
        findings.iter().any(|one| one.rule.id == "rebuild-loses-statistics")
    };
    let after = "CREATE INDEX child_parent ON child (parent_id);";
    let sql =
        rebuild("child", "(id INTEGER PRIMARY KEY, parent_id INTEGER)", "id, parent_id", after);
    let analyzed = format!("{sql}\nANALYZE child;");
    let count = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'child'";
    for (sql, rows) in [(&sql, 0), (&analyzed, 1)] {
        assert_eq!(told(sql), rows == 0, "{sql}");
        let (connection, outcome) = run(&format!("ANALYZE;\n{sql}"), true);
        assert_eq!((outcome, number(&connection, count)), (Ok(()), rows));
    }
    // A table without an index has none that matter.
    assert!(!told(&rebuild("plain", "(id INTEGER PRIMARY KEY, note TEXT)", "id, note", "")));
}

#[test]
fn pitfall_15_a_primary_key_takes_null_unless_it_says_not() {
    let keys = [
        ("(code TEXT PRIMARY KEY)", true),
        ("(code TEXT PRIMARY KEY NOT NULL)", false),
        ("(code TEXT, a TEXT NOT NULL, PRIMARY KEY (a, code))", true),
        ("(code INTEGER PRIMARY KEY)", false),
        ("(code INT PRIMARY KEY)", true),
        ("(code TEXT PRIMARY KEY) STRICT", false),
        ("(code TEXT PRIMARY KEY) WITHOUT ROWID", false),
        ("(code INTEGER, PRIMARY KEY (code DESC))", false),
        ("(code INTEGER PRIMARY KEY DESC)", true),
    ];
    for (definition, takes) in keys {
        let sql = format!("CREATE TABLE n {definition}");
        assert_eq!(broken(&sql, true).contains(&"nullable-key"), takes, "{sql}");
        let (connection, _) = run(&sql, true);
        let columns = if definition.contains("a TEXT") {
            "(code, a) VALUES (NULL, 'a'), (NULL, 'a')"
        } else {
            "(code) VALUES (NULL), (NULL)"
        };
        let taken = connection.execute_batch(&format!("INSERT INTO n {columns}")).is_ok();
        let nulls = taken && number(&connection, "SELECT count(*) FROM n WHERE code IS NULL") == 2;
        assert_eq!(nulls, takes, "SQLite says otherwise of {sql}");
    }
}

#[test]
fn a_table_to_which_others_refer_is_not_dropped_unseen() {
    assert!(broken("DROP VIEW grown;\nDROP TABLE parent", true).contains(&"drop-referenced-table"));
    assert!(
        !broken("DROP VIEW grown;\nDROP TABLE child;\nDROP TABLE parent", true)
            .contains(&"drop-referenced-table")
    );
    // Both go, in whatever order.
    assert!(
        !broken("DROP VIEW grown;\nDROP TABLE parent;\nDROP TABLE child", true)
            .contains(&"drop-referenced-table")
    );
    assert_eq!(broken("PRAGMA writable_schema = ON", true), ["writable-schema"]);
    assert_eq!(
        broken("ALTER TABLE plain ALTER COLUMN note SET NOT NULL", true),
        ["needs-newer-sqlite"]
    );
}
