-- setup
CREATE TABLE t (a integer, b text);
CREATE UNIQUE INDEX t_a ON t (a);
INSERT INTO t SELECT n, n::text FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_a;
-- rules
1: note no-lock-timeout
1: warning primary-key-builds-index
-- locks
-- t AccessExclusiveLock while every row is read
