-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ALTER COLUMN a TYPE bigint;
-- rules
1: note no-lock-timeout
1: warning type-change-rewrites
-- locks
-- t AccessExclusiveLock while the table is written anew
