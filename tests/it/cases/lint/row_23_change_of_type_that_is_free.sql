-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a varchar(10), b varchar(10), c numeric(10, 2), d numeric(10, 2), e timestamp, f varchar(5));
CREATE INDEX t_b ON t (b);
INSERT INTO t (id) SELECT n FROM generate_series(1, 100) n;
-- plain
SET LOCAL lock_timeout = '5s';
SET LOCAL timezone = 'UTC';
ALTER TABLE t ALTER COLUMN a TYPE varchar(20), ALTER COLUMN b TYPE text, ALTER COLUMN c TYPE numeric(12, 2), ALTER COLUMN d TYPE numeric, ALTER COLUMN e TYPE timestamptz, ALTER COLUMN f TYPE varchar USING f::varchar;
-- rules
-- locks
-- t AccessExclusiveLock for a moment
