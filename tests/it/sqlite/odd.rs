//! Definitions that SQLite takes and few people write: read from a live database and built again, they give the same
//! database.

use migrate::dialect::sqlite::Sqlite;
use migrate::introspect::introspect;
use migrate::session::block_on;
use rusqlite::Connection;

use super::fixture::{Fixture, rows};
use crate::autogen::same;

const ODD: &[&str] = &[
    "CREATE TABLE t(a, b, c)",
    "CREATE TABLE t(a DEFAULT foo, b DEFAULT \"x y\", c DEFAULT 'it''s', d DEFAULT -1.5e3, e DEFAULT +7)",
    "CREATE TABLE t(a DEFAULT x'00ff', b DEFAULT NULL, c DEFAULT TRUE, d DEFAULT (1), e DEFAULT (NULL), f DEFAULT current_date)",
    "CREATE TABLE t(a DEFAULT (datetime('now', '-1 day')), b DEFAULT (-1), c DEFAULT ('a' || 'b'), d DEFAULT 0x1F, e DEFAULT 1_000)",
    "CREATE TABLE t(a INTEGER PRIMARY KEY ASC, b INT UNIQUE)",
    "CREATE TABLE t(a INT PRIMARY KEY, b INTEGER)",
    "CREATE TABLE t(a INTEGER, b, PRIMARY KEY (a))",
    "CREATE TABLE t(a INTEGER, b INTEGER, CONSTRAINT pk PRIMARY KEY (b, a), CONSTRAINT u UNIQUE (b))",
    "CREATE TABLE t(a INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, b)",
    "CREATE TABLE t(a 'my type', b \"other type\"(10), c [third], d UNSIGNED BIG INT, e DECIMAL(10, -2), f VARCHAR ( 20 ))",
    "CREATE TABLE t('single' TEXT, \"double\" TEXT, `back` TEXT, [bracket] TEXT, \"q\"\"q\" TEXT)",
    "CREATE TABLE t(a TEXT COLLATE nocase, b TEXT COLLATE \"RTRIM\" NOT NULL, c TEXT COLLATE BINARY)",
    "CREATE TABLE t(a NULL, b NOT NULL, c TEXT NULL DEFAULT 'x')",
    "CREATE TABLE t(a CHECK (a > 0), b CONSTRAINT x CHECK (b > a) CHECK (b < 5), CHECK (a + b < 10), CONSTRAINT y CHECK (a <> b))",
    "CREATE TABLE t(a, b, UNIQUE (a) CHECK (a > 0) CONSTRAINT z UNIQUE (b, a))",
    "CREATE TABLE t(a CONSTRAINT n1 NOT NULL CONSTRAINT u1 UNIQUE CONSTRAINT d1 DEFAULT 5)",
    "CREATE TABLE t(a UNIQUE ON CONFLICT IGNORE, b, UNIQUE (b) ON CONFLICT FAIL)",
    "CREATE TABLE p(a PRIMARY KEY); CREATE TABLE t(a REFERENCES p, b REFERENCES p (a) ON DELETE CASCADE ON UPDATE SET NULL, c CONSTRAINT f REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE p(a, b, PRIMARY KEY (a, b)); CREATE TABLE t(a, b, FOREIGN KEY (a, b) REFERENCES p MATCH SIMPLE ON DELETE SET DEFAULT NOT DEFERRABLE)",
    "CREATE TABLE t(a INTEGER PRIMARY KEY, up REFERENCES t ON DELETE CASCADE)",
    "CREATE TABLE t(a, b REFERENCES missing (x))",
    "CREATE TABLE t(a INT, b AS (a * 2), c GENERATED ALWAYS AS (a || 'x') STORED NOT NULL, d TEXT AS (lower(c)) VIRTUAL UNIQUE)",
    "CREATE TABLE t(a TEXT, b ANY, c INT, PRIMARY KEY (a)) STRICT, WITHOUT ROWID",
    "CREATE TABLE t(a TEXT PRIMARY KEY, b) without rowid",
    "CREATE TABLE \"select\"(\"from\" INT, \"where\" INT CHECK (\"from\" < \"where\"), \"group\" TEXT); CREATE INDEX \"index\" ON \"select\"(\"from\" DESC)",
    "CREATE TABLE t(key TEXT, value TEXT, \"desc\" TEXT, action TEXT, cascade TEXT, date TEXT, year INT, user TEXT, order_ INT, type TEXT, first INT, row INT, rank INT)",
    "CREATE TABLE \"Größe\"(\"naïve é\" TEXT, \"日本\" INT CHECK (\"日本\" > 0)); CREATE INDEX \"ïx\" ON \"Größe\"(\"日本\")",
    "CREATE TABLE t(a, b); CREATE INDEX i ON t(a COLLATE NOCASE DESC, b ASC); CREATE UNIQUE INDEX j ON t(a, b) WHERE a IS NOT NULL AND b > 5",
    "CREATE TABLE t(a, b); CREATE INDEX i ON t(lower(a), a || b, json_extract(b, '$.x'), (a + 1) DESC) WHERE length(a) > 1 OR b IN ('x', 'y')",
    "CREATE TABLE t(a, b); CREATE INDEX i ON t(a) WHERE b BETWEEN 1 AND 5 AND NOT (a LIKE 'x%' ESCAPE '!' OR a GLOB '*y')",
    "CREATE TABLE t(a, b CHECK (CASE WHEN a IS NULL THEN b NOTNULL ELSE b ISNULL END), CHECK (a IS NOT b OR typeof(a) IN ('text', 'null')))",
    "CREATE TABLE t(a CHECK (a -> '$.b' = 1 OR a ->> 'c' = '2' OR (a & 1) << 2 = 4 OR ~a = -1 OR a % 2 == 0))",
    "CREATE TABLE t(a CHECK (CAST(a AS VARCHAR(10)) = a COLLATE NOCASE), b CHECK (b IN (1, 2) AND b != 3 AND b <> 4 AND -b < +5))",
    "CREATE TABLE t(a); CREATE VIEW v(x, y) AS WITH r AS (SELECT a FROM t) SELECT a, count(*) FROM r GROUP BY a HAVING count(*) > 1",
    "CREATE TABLE t(a, b); CREATE TRIGGER x BEFORE UPDATE OF a, b ON t FOR EACH ROW WHEN OLD.a <> NEW.a BEGIN SELECT CASE WHEN 1 THEN 2 END; UPDATE t SET a = 'x;y'; END",
    "CREATE TABLE t(a); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER x INSTEAD OF DELETE ON v BEGIN DELETE FROM t WHERE a = OLD.a; END",
    "CREATE TABLE a(x INTEGER PRIMARY KEY); ALTER TABLE a RENAME TO b; ALTER TABLE b ADD COLUMN y TEXT DEFAULT 'z' CHECK (y <> ''); ALTER TABLE b RENAME COLUMN x TO \"new x\"; ALTER TABLE b ADD z",
    "CREATE TABLE t(a /* comment, with comma */, -- and, another\n b TEXT /* ) */ NOT NULL)",
    "create table if not exists main.t(a int)",
    "CREATE TABLE t AS SELECT 1 AS a, 'x' AS b",
];

/// What SQLite says about the tables, but for what has one meaning in several spellings: the declared words, the columns
/// that a reference leaves out, and whether a column of the primary key says `NOT NULL`, which ours always does.
fn meaning(connection: &Connection) -> Vec<String> {
    let ask = |query: &str| rows(connection, query);
    let tables = "(SELECT name AS t, wr, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\')";
    let mut meaning = ask(&format!(
        "SELECT t, wr, strict, c.cid, c.name, replace(upper(c.type), ' ', ''), c.\"notnull\" OR c.pk, upper(trim(c.dflt_value, '''\"')), c.pk, c.hidden \
         FROM {tables}, pragma_table_xinfo(t) AS c ORDER BY t, c.cid"
    ));
    meaning.extend(ask(&format!(
        "SELECT t, f.\"table\", f.\"from\", f.on_update, f.on_delete FROM {tables}, pragma_foreign_key_list(t) AS f ORDER BY 1, 2, 3"
    )));
    meaning.extend(ask(&format!(
        "SELECT t, iif(l.origin = 'c', l.name, ''), l.\"unique\", l.origin, l.partial, x.seqno, x.name, x.\"desc\", x.coll, x.key \
         FROM {tables}, pragma_index_list(t) AS l, pragma_index_xinfo(l.name) AS x ORDER BY t, l.origin, l.name, x.seqno"
    )));
    meaning.extend(ask("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY 1, 2"));
    meaning
}

/// What is wrong with the way back from a definition, if anything is.
fn differs(sql: &str) -> Result<(), String> {
    let mut connection = Connection::open_in_memory().expect("SQLite opens in memory");
    connection.execute_batch(sql).map_err(|error| format!("is no SQL here: {error}"))?;
    let schema = block_on(introspect(&mut connection)).map_err(|error| error.to_string())?;
    let tables = schema.tables.values().cloned().collect();
    let views = schema.views.values().cloned().collect();
    let mut built = Fixture::with_views(tables, views, "");
    let (before, after) = (meaning(&connection), meaning(&built.connection));
    if let Some(fact) = before.iter().find(|fact| !after.contains(fact)) {
        return Err(format!("loses {fact} of\n{before:#?}\nand is\n{after:#?}"));
    }
    let again = block_on(introspect(&mut built.connection)).map_err(|error| error.to_string())?;
    same("read again", &Sqlite, &again, &schema)
}

#[test]
fn odd_definitions_are_read_and_built_again() {
    let differ =
        ODD.iter().filter_map(|sql| differs(sql).err().map(|error| format!("{sql}\n    {error}")));
    let differ: Vec<String> = differ.collect();
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}
