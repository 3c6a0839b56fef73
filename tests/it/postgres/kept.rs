//! What models have no words for stays whole while the table beside it changes: partitions, inheritance children,
//! materialized views, triggers, with their rows.

use migrate::autogenerate::autogenerate;
use migrate::dialect::Dialect;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::render;
use migrate::diff::Hints;
use migrate::op::{apply, describe, reverse};
use migrate::replay::replay;
use migrate::schema::Schema;
use migrate_syntax::{Models, Source, parse};
use migrate_tests::{Database, assert_same, postgres};

fn models(text: &str) -> Models {
    parse(&[Source::new("src/table.rs", text)]).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// Writes what `next` asks for after `history`, runs it, and checks that nothing is left to say.
fn change(database: &Database, history: &mut Schema, next: &str) -> [String; 2] {
    let next = models(next);
    let (schema, hints) = (next.schema(&Postgres), next.hints(&Postgres));
    let previous = history.clone();
    let ops = autogenerate(&Postgres, history, &schema, &hints)
        .unwrap_or_else(|errors| panic!("{errors:?}"));
    let script = |ops: &[migrate::op::Op], from: &Schema| -> String {
        let made = render(&Postgres, ops, from).unwrap_or_else(|error| panic!("{error}"));
        made.iter().map(|statement| format!("{};\n", statement.sql)).collect()
    };
    let up = script(&ops, &previous);
    let mut there = previous.clone();
    apply(&mut there, &ops, Postgres.capability());
    let down = script(&reverse(&ops), &there);
    database.execute(&format!("BEGIN;\n{up}COMMIT;"));
    assert!(replay(&Postgres, &up, history).is_empty(), "{up}");
    let again = autogenerate(&Postgres, history, &schema, &hints)
        .unwrap_or_else(|errors| panic!("{errors:?}"));
    let again: Vec<String> = again.iter().map(describe).collect();
    assert!(again.is_empty(), "{again:?}\nafter\n{up}");
    [up, down]
}

/// Whether the history, made on a database of its own, is what this one holds.
#[track_caller]
fn agrees(database: &Database, history: &Schema, context: &str) {
    let other = postgres();
    let ops = migrate::diff::diff(&Schema::default(), history, &Hints::default(), &Postgres)
        .unwrap_or_else(|errors| panic!("{errors:?}"));
    let made =
        render(&Postgres, &ops, &Schema::default()).unwrap_or_else(|error| panic!("{error}"));
    let made: String = made.iter().map(|statement| format!("{};\n", statement.sql)).collect();
    other.execute(&made);
    assert_same(&database.introspect(), &other.introspect(), context);
}

#[test]
fn parts_of_a_table_follow_its_changes_with_their_rows() {
    let before = "#[derive(migrate::Table)]
        #[table(name = \"measured\", partition_by = \"RANGE (day)\", primary_key(columns = [day, id]))]
        struct Measured { day: chrono::NaiveDate, id: i64, value: Option<i32>, gone: Option<String> }
        #[derive(migrate::Table)]
        #[table(name = \"animals\")]
        struct Animal { #[column(primary_key)] id: i64, name: Option<String> }";
    let after = "#[derive(migrate::Table)]
        #[table(name = \"measured\", partition_by = \"RANGE (day)\", primary_key(columns = [day, id]),
            check(\"value > 0\"), index(columns = [value]), comment = \"by day\")]
        struct Measured { day: chrono::NaiveDate, id: i64, value: Option<i64>, #[column(default = 7)] more: i32 }
        #[derive(migrate::Table)]
        #[table(name = \"animals\", check(\"name <> ''\"))]
        struct Animal {
            #[column(primary_key)] id: i64,
            #[column(max_length = 20, default = \"rex\")] name: String,
            legs: Option<i16>,
        }";
    let database = postgres();
    let mut history = Schema::default();
    change(&database, &mut history, before);
    let by_hand = "CREATE TABLE measured_2024 PARTITION OF measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE measured_rest PARTITION OF measured DEFAULT;
        CREATE INDEX only_here ON measured_2024 (value, id);
        CREATE TABLE dogs (tail integer) INHERITS (animals);
        CREATE MATERIALIZED VIEW counted AS SELECT day, count(*) AS n FROM measured GROUP BY day;
        CREATE UNIQUE INDEX counted_day ON counted (day);
        CREATE VIEW values_only AS SELECT id, value FROM measured WHERE value > 1;";
    database.execute(by_hand);
    assert!(replay(&Postgres, by_hand, &mut history).is_empty());
    database.execute(
        "INSERT INTO measured VALUES ('2024-02-03', 1, 5, 'x'), ('1999-01-01', 2, 6, 'y');
         INSERT INTO dogs VALUES (1, 'fido', 3); INSERT INTO animals VALUES (2, 'cat');
         REFRESH MATERIALIZED VIEW counted",
    );
    agrees(&database, &history, "before");
    let rows = |of: &str| database.rows(&format!("SELECT {of}"));
    let values = "tableoid::regclass::text, id, value FROM measured ORDER BY id";
    let names = "tableoid::regclass::text, id, name FROM animals ORDER BY id";
    let (measured, animals) = (rows(values), rows(names));
    let [up, down] = change(&database, &mut history, after);
    for part in ["measured_2024", "measured_rest", "dogs"] {
        let dropped = format!("DROP TABLE \"{part}\"");
        assert!(!up.contains(&dropped) && !down.contains(&dropped), "{up}\n{down}");
    }
    agrees(&database, &history, &up);
    assert_eq!((rows(values), rows(names)), (measured.clone(), animals.clone()), "{up}");
    assert_eq!(rows("more FROM measured"), [[Some("7".to_owned())], [Some("7".to_owned())]]);
    database.execute(&format!("BEGIN;\n{down}COMMIT;"));
    assert!(replay(&Postgres, &down, &mut history).is_empty(), "{down}");
    agrees(&database, &history, &down);
    assert_eq!((rows(values), rows(names)), (measured, animals), "{down}");
}
