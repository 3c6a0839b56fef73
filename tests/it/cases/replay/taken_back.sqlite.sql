CREATE TABLE kept (a);
BEGIN;
CREATE TABLE gone (a);
SAVEPOINT inner_one;
DROP TABLE kept;
ROLLBACK TO inner_one;
CREATE TABLE also_gone (a);
ROLLBACK;
