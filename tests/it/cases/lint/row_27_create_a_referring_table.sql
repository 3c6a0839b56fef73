-- setup
CREATE TABLE r (id bigint PRIMARY KEY);
-- plain
CREATE TABLE t (id bigint PRIMARY KEY, r_id bigint CONSTRAINT t_r REFERENCES r (id));
CREATE INDEX t_r_id ON t (r_id);
-- rules
1: note foreign-key-locks-referenced
-- locks
-- r ShareRowExclusiveLock for a moment
