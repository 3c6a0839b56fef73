-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer, CONSTRAINT t_a CHECK (a > 0 AND a IS NOT NULL));
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
SET LOCAL lock_timeout = '5s';
ALTER TABLE t ALTER COLUMN a SET NOT NULL;
-- rules
-- locks
-- t AccessExclusiveLock for a moment
