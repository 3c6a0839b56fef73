-- migrate:up
-- hazard: fails when a row of `t` breaks the check `a IS NOT NULL`; fails when a row of `t` breaks the check `coalesce(a, 0) > 0`; fails when a row of `t` breaks the check `a > 0 OR id > 5`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER,
    CONSTRAINT "ck_t_0bcecaac" CHECK (a IS NOT NULL),
    CONSTRAINT "ck_t_aa17fd3f" CHECK (coalesce(a, 0) > 0),
    CONSTRAINT "ck_t_f117c3cd" CHECK (a > 0 OR id > 5)
);
INSERT INTO "_migrate_new_t" ("id")
SELECT "id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: drops column `t.a` and its values
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO "_migrate_new_t" ("id")
SELECT "id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
