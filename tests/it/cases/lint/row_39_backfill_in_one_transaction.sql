-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
INSERT INTO t SELECT n, NULL FROM generate_series(1, 100) n;
-- plain
UPDATE t SET a = 0 WHERE a IS NULL;
-- rules
1: warning backfill-in-one-transaction
-- locks
-- t RowExclusiveLock while every row is read
