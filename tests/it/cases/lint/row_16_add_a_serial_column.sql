-- setup
CREATE TABLE t (a integer PRIMARY KEY);
INSERT INTO t SELECT n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD COLUMN b bigserial;
-- rules
1: note no-lock-timeout
1: warning numbering-rewrites
1: note serial-column
-- locks
-- t AccessExclusiveLock while the table is written anew
