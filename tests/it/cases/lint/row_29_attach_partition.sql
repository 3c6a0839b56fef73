-- setup
CREATE TABLE p (id bigint NOT NULL, a integer) PARTITION BY RANGE (id);
CREATE TABLE p_1 (id bigint NOT NULL, a integer);
INSERT INTO p_1 SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE p ATTACH PARTITION p_1 FOR VALUES FROM (0) TO (1000);
-- rules
1: warning attach-partition-scans
1: note no-lock-timeout
-- locks
-- p ShareUpdateExclusiveLock while every row is read
-- p_1 AccessExclusiveLock while every row is read
-- instead of 1, for attach-partition-scans
ALTER TABLE "p_1" ADD CONSTRAINT "ck_p_1_bounds" CHECK ("id" IS NOT NULL AND "id" >= 0 AND "id" < 1000) NOT VALID;
--   p_1 AccessExclusiveLock for a moment
ALTER TABLE "p_1" VALIDATE CONSTRAINT "ck_p_1_bounds";
--   p_1 ShareUpdateExclusiveLock while every row is read
ALTER TABLE "p" ATTACH PARTITION "p_1" FOR VALUES FROM (0) TO (1000);
--   p ShareUpdateExclusiveLock for a moment
--   p_1 AccessExclusiveLock for a moment
ALTER TABLE "p_1" DROP CONSTRAINT "ck_p_1_bounds";
--   p_1 AccessExclusiveLock for a moment
-- waiting: everybody while every row is read before, everybody for a moment after
