-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a text);
CREATE INDEX t_a ON t (a);
INSERT INTO t SELECT n, n::text FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ALTER COLUMN a TYPE text COLLATE "C";
-- rules
1: warning collation-rebuilds-index
1: note no-lock-timeout
-- locks
-- t AccessExclusiveLock while an index is built
