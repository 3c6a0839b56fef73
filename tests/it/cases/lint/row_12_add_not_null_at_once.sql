-- setup
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
-- plain refused before 18: syntax error
ALTER TABLE t ADD CONSTRAINT t_a NOT NULL a;
-- rules
1: warning needs-newer-postgres
1: note no-lock-timeout
1: warning not-null-scans
