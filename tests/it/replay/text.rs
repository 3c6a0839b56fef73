//! Texts that are no good SQL: nothing makes replay panic or the lines wrong. And the recorded texts of others.

use migrate::dialect::ALL;
use migrate::schema::Schema;
use proptest::prelude::*;

/// A pair of schemas that the real Alembic was given.
pub(super) struct Record {
    pub(super) name: String,
    /// The schemas as SQL: before and after.
    pub(super) sql: Vec<String>,
}

/// The records of a dialect, as the oracle calls it.
pub(super) fn records(dialect: &str) -> Vec<Record> {
    let text = include_str!("../cases/autogen.json");
    let records: serde_json::Value = serde_json::from_str(text).expect("the records are JSON");
    let statements = |record: &serde_json::Value, fields: &[&str]| {
        let lists = fields.iter().filter_map(|field| record[field].as_array()).flatten();
        lists.filter_map(|sql| sql.as_str()).collect::<Vec<_>>().join(";\n")
    };
    let records =
        records.as_array().expect("a list").iter().filter(|record| record["dialect"] == dialect);
    records
        .map(|record| Record {
            name: record["name"].as_str().unwrap_or_default().to_owned(),
            sql: vec![
                statements(record, &["before_sql", "raw_sql"]),
                statements(record, &["after_sql"]),
            ],
        })
        .collect()
}

fn fragment() -> impl Strategy<Value = String> {
    const WORDS: &str = "CREATE TABLE ALTER DROP INDEX VIEW TRIGGER TYPE DOMAIN SEQUENCE COLUMN ADD RENAME TO SET NOT NULL DEFAULT \
        PRIMARY KEY UNIQUE CHECK REFERENCES FOREIGN CONSTRAINT ON DELETE CASCADE GENERATED ALWAYS AS IDENTITY STORED IF EXISTS \
        PARTITION OF BY ENUM FUNCTION BEGIN END ROLLBACK SAVEPOINT COMMENT IS EXCLUDE USING WHERE LIKE INCLUDING ALL INHERITS \
        COLLATE CAST CASE WHEN OWNED WITH TIME ZONE ( ) ( ) ( ) , , ; . :: = [ ] a b t \"T\" 'x' E'\\'' $$ $a$ 1 -1 1.5 é -- /* */ \\ integer text serial";
    prop::sample::select(WORDS.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_makes_it_panic(words in prop::collection::vec(fragment(), 0..40), begin in 0..6_usize) {
        let heads = ["", "CREATE TABLE t (", "ALTER TABLE t ", "CREATE INDEX ", "CREATE ", "ALTER "];
        let sql = format!("CREATE TABLE t (a integer, b text);\n{}{}", heads[begin], words.join(" "));
        for dialect in ALL {
            let mut schema = Schema::default();
            for unread in migrate::replay::replay(dialect, &sql, &mut schema) {
                prop_assert!(unread.line <= sql.lines().count());
            }
            migrate::replay::canonical(dialect, &words.join(" "));
        }
    }
}
