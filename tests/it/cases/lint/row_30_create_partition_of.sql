-- setup
CREATE TABLE p (id bigint NOT NULL, a integer) PARTITION BY RANGE (id);
-- plain
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (1000);
-- rules
1: note no-lock-timeout
1: warning partition-locks-parent
-- locks
-- p AccessExclusiveLock for a moment
-- instead of 1, for partition-locks-parent
CREATE TABLE p_1 (LIKE "p" INCLUDING ALL);
--   none
ALTER TABLE "p" ATTACH PARTITION p_1 FOR VALUES FROM (0) TO (1000);
--   p ShareUpdateExclusiveLock for a moment
-- waiting: everybody for a moment before, nobody after
