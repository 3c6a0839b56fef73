-- From PostgreSQL 18 on what keeps NULL out is a constraint with a name; servers before it refuse to have it named so
-- in a table or after ADD, and forget the name at a column.
CREATE TABLE t (a integer CONSTRAINT a_there NOT NULL, b integer, c integer, d integer, e integer NOT NULL);
ALTER TABLE t ADD CONSTRAINT b_there NOT NULL b NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT b_there;
ALTER TABLE t ADD NOT NULL c;
ALTER TABLE t RENAME CONSTRAINT b_there TO b_is_there;
ALTER TABLE t ADD CONSTRAINT d_there NOT NULL d NO INHERIT NOT VALID;
ALTER TABLE t DROP CONSTRAINT d_there;
ALTER TABLE t DROP CONSTRAINT t_e_not_null;
CREATE TABLE u (a integer, b integer NOT NULL, CONSTRAINT a_there NOT NULL a, PRIMARY KEY (b));
ALTER TABLE u ALTER COLUMN a DROP NOT NULL;
ALTER TABLE u DROP CONSTRAINT u_b_not_null;
ALTER TABLE u VALIDATE CONSTRAINT nothing;
