-- setup
CREATE TABLE p (id bigint NOT NULL, a integer) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (1000);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (1000) TO (2000);
INSERT INTO p SELECT n, n FROM generate_series(1, 1500) n;
-- plain outside refused: cannot create index on partitioned table "p" concurrently
CREATE INDEX CONCURRENTLY p_a ON p (a);
-- rules
1: error concurrent-index-on-partitioned
-- instead of 1, for concurrent-index-on-partitioned
CREATE INDEX "p_a" ON ONLY "p" ("a");
--   p ShareLock for a moment
CREATE INDEX CONCURRENTLY "p_a_p_1" ON "p_1" ("a");
--   p_1 ShareUpdateExclusiveLock while an index is built
ALTER INDEX "p_a" ATTACH PARTITION "p_a_p_1";
--   none
CREATE INDEX CONCURRENTLY "p_a_p_2" ON "p_2" ("a");
--   p_2 ShareUpdateExclusiveLock while an index is built
ALTER INDEX "p_a" ATTACH PARTITION "p_a_p_2";
--   none
-- waiting: nobody before, writers for a moment after
