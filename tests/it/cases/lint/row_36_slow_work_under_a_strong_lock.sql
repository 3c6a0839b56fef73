-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE TABLE u (id bigint PRIMARY KEY, a integer);
INSERT INTO u SELECT n, n FROM generate_series(1, 100) n;
-- plain
SET LOCAL lock_timeout = '5s';
ALTER TABLE t ADD COLUMN b text;
-- lint:allow backfill-in-one-transaction this case is about the other lock
UPDATE u SET a = 1 WHERE a > 50;
-- rules
4: warning exclusive-lock-held
-- locks
-- t AccessExclusiveLock while every row is read
-- u RowExclusiveLock while every row is read
