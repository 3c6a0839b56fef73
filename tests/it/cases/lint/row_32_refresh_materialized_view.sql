-- setup
CREATE TABLE t (id bigint PRIMARY KEY);
INSERT INTO t SELECT n FROM generate_series(1, 100) n;
CREATE MATERIALIZED VIEW v AS SELECT id FROM t;
CREATE UNIQUE INDEX v_id ON v (id);
-- plain
REFRESH MATERIALIZED VIEW v;
-- rules
1: note no-lock-timeout
1: warning refresh-not-concurrent
-- locks
-- v AccessExclusiveLock while the table is written anew
-- instead of 1, for refresh-not-concurrent
REFRESH MATERIALIZED VIEW CONCURRENTLY v;
--   v ExclusiveLock while every row is read
-- waiting: everybody while the table is written anew before, writers while every row is read after
