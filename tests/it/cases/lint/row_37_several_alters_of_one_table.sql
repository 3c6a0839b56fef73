-- setup
CREATE TABLE t (id bigint PRIMARY KEY);
-- plain
SET LOCAL lock_timeout = '5s';
ALTER TABLE t ADD COLUMN a integer;
ALTER TABLE t ADD COLUMN b integer;
-- rules
3: note several-alters
-- locks
-- t AccessExclusiveLock for a moment
