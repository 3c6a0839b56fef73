-- setup
CREATE TABLE p (id bigint NOT NULL, a text) PARTITION BY LIST (a);
CREATE TABLE p_1 (id bigint NOT NULL, a text);
INSERT INTO p_1 SELECT n, 'x' FROM generate_series(1, 100) n;
-- plain
ALTER TABLE p ATTACH PARTITION p_1 FOR VALUES IN ('x', 'y');
-- rules
1: warning attach-partition-scans
1: note no-lock-timeout
-- locks
-- p ShareUpdateExclusiveLock while every row is read
-- p_1 AccessExclusiveLock while every row is read
-- instead of 1, for attach-partition-scans
ALTER TABLE "p_1" ADD CONSTRAINT "ck_p_1_bounds" CHECK ("a" IS NOT NULL AND "a" IN ('x', 'y')) NOT VALID;
--   p_1 AccessExclusiveLock for a moment
ALTER TABLE "p_1" VALIDATE CONSTRAINT "ck_p_1_bounds";
--   p_1 ShareUpdateExclusiveLock while every row is read
ALTER TABLE "p" ATTACH PARTITION "p_1" FOR VALUES IN ('x', 'y');
--   p ShareUpdateExclusiveLock for a moment
--   p_1 AccessExclusiveLock for a moment
ALTER TABLE "p_1" DROP CONSTRAINT "ck_p_1_bounds";
--   p_1 AccessExclusiveLock for a moment
-- waiting: everybody while every row is read before, everybody for a moment after
