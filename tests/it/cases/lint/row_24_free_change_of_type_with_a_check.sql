-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a varchar(10), CONSTRAINT t_a CHECK (a <> ''));
INSERT INTO t SELECT n, n::text FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ALTER COLUMN a TYPE varchar(20);
-- rules
1: note no-lock-timeout
1: warning type-change-rechecks
-- locks
-- t AccessExclusiveLock while every row is read
-- instead of 1, for type-change-rechecks
ALTER TABLE "t" DROP CONSTRAINT "t_a";
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" ALTER COLUMN "a" TYPE character varying(20);
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" ADD CONSTRAINT "t_a" CHECK (a <> '') NOT VALID;
--   t AccessExclusiveLock for a moment
ALTER TABLE "t" VALIDATE CONSTRAINT "t_a";
--   t ShareUpdateExclusiveLock while every row is read
-- waiting: everybody while every row is read before, everybody for a moment after
