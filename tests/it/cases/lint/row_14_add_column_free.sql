-- setup
CREATE DOMAIN d AS text;
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
INSERT INTO t SELECT n, n FROM generate_series(1, 100) n;
-- plain
SET LOCAL lock_timeout = '5s';
ALTER TABLE t ADD COLUMN b text, ADD COLUMN c integer DEFAULT 7 NOT NULL, ADD COLUMN e timestamptz DEFAULT now() NOT NULL, ADD COLUMN f d;
-- rules
-- locks
-- t AccessExclusiveLock for a moment
