-- setup
CREATE TABLE p (id bigint NOT NULL, a integer) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (1000);
-- plain
ALTER TABLE p DETACH PARTITION p_1;
-- rules
1: warning detach-not-concurrent
1: note no-lock-timeout
-- locks
-- p AccessExclusiveLock for a moment
-- p_1 AccessExclusiveLock for a moment
-- instead of 1, for detach-not-concurrent
ALTER TABLE "p" DETACH PARTITION "p_1" CONCURRENTLY;
--   p ShareUpdateExclusiveLock for a moment
--   p_1 AccessExclusiveLock for a moment
ALTER TABLE "p_1" DROP CONSTRAINT IF EXISTS "p_1_id_check";
--   p_1 AccessExclusiveLock for a moment
-- waiting: everybody for a moment before, everybody for a moment after
