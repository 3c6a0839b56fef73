-- setup
CREATE TABLE r (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, r_id bigint);
CREATE INDEX t_r ON t (r_id);
INSERT INTO r SELECT n FROM generate_series(1, 100) n;
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD CONSTRAINT t_r_fkey FOREIGN KEY (r_id) REFERENCES r (id) ON DELETE CASCADE;
-- rules
1: warning foreign-key-scans
-- locks
-- r ShareRowExclusiveLock while every row is read
-- t ShareRowExclusiveLock while every row is read
-- instead of 1, for foreign-key-scans
ALTER TABLE "t" ADD CONSTRAINT "t_r_fkey" FOREIGN KEY ("r_id") REFERENCES "r" ("id") ON DELETE CASCADE NOT VALID;
--   r ShareRowExclusiveLock for a moment
--   t ShareRowExclusiveLock for a moment
ALTER TABLE "t" VALIDATE CONSTRAINT "t_r_fkey";
--   r RowShareLock while every row is read
--   t ShareUpdateExclusiveLock while every row is read
-- waiting: writers while every row is read before, writers for a moment after
