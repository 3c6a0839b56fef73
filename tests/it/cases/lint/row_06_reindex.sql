-- setup
CREATE TABLE t (id bigint CONSTRAINT t_key PRIMARY KEY, a integer);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
REINDEX INDEX t_key;
-- rules
1: warning reindex-not-concurrent
-- locks
-- t ShareLock while an index is built
-- instead of 1, for reindex-not-concurrent
REINDEX INDEX CONCURRENTLY t_key;
--   t ShareUpdateExclusiveLock while an index is built
-- waiting: writers while an index is built before, nobody after
