-- setup
CREATE TABLE t (id bigint PRIMARY KEY);
INSERT INTO t SELECT n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t SET UNLOGGED;
-- rules
1: note no-lock-timeout
1: warning rewrites-table
-- locks
-- t AccessExclusiveLock while the table is written anew
