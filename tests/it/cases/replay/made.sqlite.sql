-- Tables that a query makes have one word for what the type of a column does, and none for a value without one.
CREATE TABLE a (id INTEGER PRIMARY KEY, big BIGINT NOT NULL, name VARCHAR(20) COLLATE NOCASE, note TEXT DEFAULT 'x', at DATETIME, price DECIMAL(10,2), rough DOUBLE, raw BLOB, any_one, flag BOOLEAN);
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a, "Odd Name" TEXT, Score REAL) STRICT;
CREATE TABLE copy AS SELECT * FROM a;
CREATE TABLE IF NOT EXISTS copy AS SELECT 1;
CREATE TABLE some AS SELECT a.id, NAME, note AS remark, price + 1, count(*), 'x' AS x, NULL AS nothing, (price) FROM a;
CREATE TABLE twice AS SELECT a.*, b.* FROM a JOIN b ON a.id = b.a_id;
CREATE TABLE cast_ones AS SELECT CAST(id AS TEXT) AS words, cast(note AS BLOB) AS raw, (SELECT name FROM a) AS scalar, note COLLATE NOCASE AS folded FROM a;
CREATE VIEW v AS SELECT id AS number, lower(name) AS low, at FROM a;
CREATE TABLE from_view AS SELECT * FROM v;
CREATE TABLE both AS SELECT id, name FROM a UNION ALL SELECT a_id, "Odd Name" FROM b;
CREATE TABLE steps AS WITH one (x, y) AS (SELECT id, rough FROM a) SELECT * FROM one WHERE x > 1;
CREATE TABLE by_name AS SELECT * FROM a LEFT JOIN b USING (id);
CREATE TABLE "listed" AS VALUES (1, 'a');
CREATE TEMP TABLE passing AS SELECT * FROM a;
CREATE TABLE refers (id INTEGER PRIMARY KEY, copy_id INTEGER REFERENCES copy (id));
ALTER TABLE copy ADD COLUMN more TEXT;
CREATE INDEX copy_name ON copy (name);
