-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- plain refused: cannot run inside a transaction block
CREATE INDEX CONCURRENTLY t_a ON t (a);
-- rules
1: error concurrently-in-transaction
