CREATE TABLE a (id integer PRIMARY KEY, b text, c timestamptz);
CREATE VIEW v AS SELECT id, b AS bee, count(*) AS many, max(c) FROM a GROUP BY id;
CREATE VIEW plain AS SELECT a.id, a.b FROM a;
CREATE VIEW w AS SELECT * FROM v;
CREATE VIEW both AS SELECT v.*, a.c FROM v JOIN a ON a.id = v.id;
CREATE VIEW of_w AS SELECT w.* FROM w WHERE bee <> '';
CREATE VIEW named (one, two) AS SELECT id, b FROM a;
CREATE VIEW of_named AS SELECT * FROM named;
CREATE MATERIALIZED VIEW kept AS SELECT *, 1 AS one FROM plain;
ALTER TABLE a RENAME COLUMN b TO beta;
ALTER TABLE a ADD COLUMN d integer;
CREATE VIEW later AS SELECT * FROM plain, a AS other;
-- What a star meant is kept, whatever its view gains.
CREATE OR REPLACE VIEW plain AS SELECT a.id, a.beta AS b, a.c, a.d FROM a;
CREATE OR REPLACE VIEW named (one, two, three) AS SELECT id, beta, c FROM a;
