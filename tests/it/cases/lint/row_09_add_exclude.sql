-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a int4range);
INSERT INTO t SELECT n, int4range(n, n + 1) FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD CONSTRAINT t_a EXCLUDE USING gist (a WITH &&);
-- rules
1: warning exclusion-builds-index
1: note no-lock-timeout
-- locks
-- t AccessExclusiveLock while an index is built
