-- setup
CREATE DOMAIN d AS integer;
CREATE TABLE t (id bigint PRIMARY KEY, a d);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER DOMAIN d ADD CONSTRAINT d_positive CHECK (VALUE > 0);
-- rules
1: warning domain-scans
-- locks
-- t ShareLock while every row is read
