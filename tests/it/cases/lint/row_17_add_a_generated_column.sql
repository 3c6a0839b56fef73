-- setup
CREATE TABLE t (a integer PRIMARY KEY);
INSERT INTO t SELECT n FROM generate_series(1, 100) n;
-- plain
ALTER TABLE t ADD COLUMN b integer GENERATED ALWAYS AS (a * 2) STORED;
-- rules
1: warning generated-column-rewrites
1: note no-lock-timeout
-- locks
-- t AccessExclusiveLock while the table is written anew
