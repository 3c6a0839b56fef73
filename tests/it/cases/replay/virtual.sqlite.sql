CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE search USING fts5 (body, content='notes', content_rowid='id');
CREATE TEMP TABLE scratch (a);
INSERT INTO scratch VALUES (1);
DROP TABLE scratch;
CREATE TEMPORARY VIEW seen AS SELECT 1;
