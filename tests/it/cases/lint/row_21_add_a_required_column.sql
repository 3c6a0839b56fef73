-- setup
CREATE TABLE t (id bigint PRIMARY KEY);
INSERT INTO t SELECT n FROM generate_series(1, 100) n;
-- plain refused: column "b" of relation "t" contains null values
SET LOCAL lock_timeout = '5s';
ALTER TABLE t ADD COLUMN b integer NOT NULL;
-- rules
2: error not-null-without-default
