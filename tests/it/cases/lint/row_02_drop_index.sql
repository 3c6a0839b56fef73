-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE INDEX t_a ON t (a);
-- plain
DROP INDEX t_a;
-- rules
1: warning drop-index-not-concurrent
1: note no-lock-timeout
-- locks
-- t AccessExclusiveLock for a moment
-- instead of 1, for drop-index-not-concurrent
DROP INDEX CONCURRENTLY "t_a";
--   t ShareUpdateExclusiveLock for a moment
-- waiting: everybody for a moment before, nobody after
