-- setup
CREATE TABLE r (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, r_id bigint CONSTRAINT t_r REFERENCES r (id));
-- plain
ALTER TABLE t DROP CONSTRAINT t_r;
-- rules
1: note drop-constraint
1: warning drop-locks-referenced
1: note no-lock-timeout
-- locks
-- r AccessExclusiveLock for a moment
-- t AccessExclusiveLock for a moment
