-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD CONSTRAINT t_a CHECK (a > 0);
-- rules
1: warning check-scans
1: note no-lock-timeout
-- locks
-- t AccessExclusiveLock while every row is read
-- instead of 1, for check-scans
ALTER TABLE "t" ADD CONSTRAINT "t_a" CHECK (a > 0) NOT VALID;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" VALIDATE CONSTRAINT "t_a";
--   t ShareUpdateExclusiveLock while every row is read
-- waiting: everybody while every row is read before, everybody for a moment after
