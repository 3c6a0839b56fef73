-- setup
CREATE TABLE r (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, r_id bigint CONSTRAINT t_r REFERENCES r (id));
-- plain
DROP TABLE t;
-- rules
1: warning drop-locks-referenced
1: warning drop-table
1: note no-lock-timeout
-- locks
-- r AccessExclusiveLock for a moment
-- t AccessExclusiveLock for a moment
-- instead of 1, for drop-locks-referenced
ALTER TABLE "t" DROP CONSTRAINT "t_r";
--   r AccessExclusiveLock for a moment
--   t AccessExclusiveLock for a moment
DROP TABLE "t";
--   t AccessExclusiveLock for a moment
-- waiting: everybody for a moment before, everybody for a moment after
