-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- plain outside
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);
-- rules
2: warning concurrent-index-if-not-exists
2: warning concurrent-index-under-lock-timeout
-- locks
-- t ShareUpdateExclusiveLock while an index is built
-- instead of 2, for concurrent-index-under-lock-timeout
SET lock_timeout = 0;
--   none
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);
--   t ShareUpdateExclusiveLock while an index is built
-- waiting: nobody before, nobody after
