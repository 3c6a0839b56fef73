-- setup
CREATE TABLE r (id bigint PRIMARY KEY);
-- plain
CREATE TABLE t (id bigint PRIMARY KEY, r_id bigint CONSTRAINT t_r REFERENCES r (id));
-- rules
1: note foreign-key-locks-referenced
1: warning foreign-key-without-index
-- locks
-- r ShareRowExclusiveLock for a moment
