-- setup
CREATE SCHEMA far;
CREATE TABLE parent (a integer);
CREATE TABLE t (id bigint PRIMARY KEY, c integer NOT NULL, d text, s bigint CONSTRAINT t_self REFERENCES t (id)) INHERITS (parent);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- plain
ALTER TABLE t ALTER COLUMN c SET DEFAULT 1;
-- rules
1: note no-lock-timeout
-- locks
-- t AccessExclusiveLock for a moment
