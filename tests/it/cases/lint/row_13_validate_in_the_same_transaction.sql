-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD CONSTRAINT t_a CHECK (a > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT t_a;
-- rules
1: note no-lock-timeout
2: warning exclusive-lock-held
2: warning validate-in-same-transaction
-- locks
-- t AccessExclusiveLock while every row is read
