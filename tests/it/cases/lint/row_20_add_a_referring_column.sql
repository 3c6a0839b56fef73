-- setup
CREATE TABLE r (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY);
INSERT INTO r SELECT n FROM generate_series(1, 100) n;
INSERT INTO t SELECT n FROM generate_series(1, 100) n;
-- plain
SET LOCAL lock_timeout = '5s';
-- lint:allow foreign-key-without-index this case is about locks
ALTER TABLE t ADD COLUMN r_id bigint REFERENCES r (id);
-- rules
3: note foreign-key-locks-referenced
-- locks
-- r ShareRowExclusiveLock for a moment
-- t AccessExclusiveLock for a moment
-- instead of 3, for foreign-key-locks-referenced
ALTER TABLE "t" ADD COLUMN "r_id" bigint;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" ADD CONSTRAINT "t_r_id_fkey" FOREIGN KEY ("r_id") REFERENCES "r" ("id") NOT VALID;
--   r ShareRowExclusiveLock for a moment
--   t ShareRowExclusiveLock for a moment
ALTER TABLE "t" VALIDATE CONSTRAINT "t_r_id_fkey";
--   r RowShareLock while every row is read
--   t ShareUpdateExclusiveLock while every row is read
-- waiting: everybody for a moment before, everybody for a moment after
