-- A literal of a moment stays a literal of its type when the column becomes another.
CREATE TABLE t (
    a timestamp NOT NULL DEFAULT '1970-01-01',
    b date DEFAULT '2024-01-02',
    c timestamptz DEFAULT '2024-01-02 00:00:00+00',
    d varchar(10) DEFAULT 'x',
    e integer DEFAULT 5,
    f timestamp DEFAULT now()
);
ALTER TABLE t ALTER a TYPE timestamptz, ALTER b TYPE timestamp, ALTER c TYPE timestamp, ALTER d TYPE text;
ALTER TABLE t ALTER e TYPE bigint, ALTER f TYPE timestamptz;
-- The star of a view means the columns of its day, whatever stands in parentheses beside it.
CREATE TABLE u (id integer, t_a integer);
CREATE VIEW v AS SELECT u.*, (SELECT count(*) FROM t WHERE t.e = u.id) AS many FROM u WHERE (u.id > 0);
ALTER TABLE u ADD COLUMN more text;
