-- setup
CREATE TABLE t (a integer, b text);
INSERT INTO t SELECT n, n::text FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (a);
-- rules
1: note no-lock-timeout
1: warning primary-key-builds-index
-- locks
-- t AccessExclusiveLock while an index is built
-- instead of 1, for primary-key-builds-index
ALTER TABLE "t" ADD CONSTRAINT "ck_t_a_not_null" CHECK ("a" IS NOT NULL) NOT VALID;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" VALIDATE CONSTRAINT "ck_t_a_not_null";
--   t ShareUpdateExclusiveLock while every row is read
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" DROP CONSTRAINT "ck_t_a_not_null";
--   t AccessExclusiveLock for a moment
CREATE UNIQUE INDEX CONCURRENTLY "t_pkey" ON "t" ("a");
--   t ShareUpdateExclusiveLock while an index is built
ALTER TABLE "t" ADD CONSTRAINT "t_pkey" PRIMARY KEY USING INDEX "t_pkey";
--   t AccessExclusiveLock for a moment
-- waiting: everybody while an index is built before, everybody for a moment after
