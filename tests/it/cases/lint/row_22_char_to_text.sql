-- setup
SET timezone = 'Europe/Berlin';
CREATE TABLE t (id bigint PRIMARY KEY, a char(5));
INSERT INTO t SELECT n, NULL FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ALTER COLUMN a TYPE text;
-- rules
1: note no-lock-timeout
1: warning type-change-rewrites
-- locks
-- t AccessExclusiveLock while the table is written anew
