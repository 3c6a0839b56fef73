-- setup
CREATE TABLE t (id bigint PRIMARY KEY);
-- plain
ALTER TABLE t ADD COLUMN a integer;
-- rules
1: note no-lock-timeout
-- locks
-- t AccessExclusiveLock for a moment
