-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
INSERT INTO t SELECT n, n, n::text FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) DEFERRABLE;
-- rules
1: note no-lock-timeout
1: warning unique-builds-index
-- locks
-- t AccessExclusiveLock while an index is built
-- instead of 1, for unique-builds-index
CREATE UNIQUE INDEX CONCURRENTLY "t_a_key" ON "t" ("a") INCLUDE ("b") NULLS NOT DISTINCT;
--   t ShareUpdateExclusiveLock while an index is built
ALTER TABLE "t" ADD CONSTRAINT "t_a_key" UNIQUE USING INDEX "t_a_key" DEFERRABLE;
--   t AccessExclusiveLock for a moment
-- waiting: everybody while an index is built before, everybody for a moment after
