-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
INSERT INTO t SELECT n, n, n::text FROM generate_series(1, 100) n;
-- plain
CREATE INDEX t_a ON t (a) WHERE a > 5;
-- rules
1: warning index-not-concurrent
-- locks
-- t ShareLock while an index is built
-- instead of 1, for index-not-concurrent
CREATE INDEX CONCURRENTLY "t_a" ON "t" ("a") WHERE a > 5;
--   t ShareUpdateExclusiveLock while an index is built
-- waiting: writers while an index is built before, nobody after
