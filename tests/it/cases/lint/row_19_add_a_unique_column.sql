-- setup
CREATE TABLE t (id bigint PRIMARY KEY);
INSERT INTO t SELECT n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD COLUMN b integer UNIQUE;
-- rules
1: note no-lock-timeout
1: warning unique-builds-index
-- locks
-- t AccessExclusiveLock while an index is built
-- instead of 1, for unique-builds-index
ALTER TABLE "t" ADD COLUMN "b" integer;
--   t AccessExclusiveLock for a moment
CREATE UNIQUE INDEX CONCURRENTLY "t_b_key" ON "t" ("b");
--   t ShareUpdateExclusiveLock while an index is built
ALTER TABLE "t" ADD CONSTRAINT "t_b_key" UNIQUE USING INDEX "t_b_key";
--   t AccessExclusiveLock for a moment
-- waiting: everybody while an index is built before, everybody for a moment after
