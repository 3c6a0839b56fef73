-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ALTER COLUMN a SET NOT NULL;
-- rules
1: note no-lock-timeout
1: warning not-null-scans
-- locks
-- t AccessExclusiveLock while every row is read
-- instead of 1, for not-null-scans
ALTER TABLE "t" ADD CONSTRAINT "ck_t_a_not_null" CHECK ("a" IS NOT NULL) NOT VALID;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" VALIDATE CONSTRAINT "ck_t_a_not_null";
--   t ShareUpdateExclusiveLock while every row is read
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" DROP CONSTRAINT "ck_t_a_not_null";
--   t AccessExclusiveLock for a moment
-- waiting: everybody while every row is read before, everybody for a moment after
