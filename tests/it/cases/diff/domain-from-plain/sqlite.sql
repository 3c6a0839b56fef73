-- migrate:up
-- hazard: fails when a row of `t` breaks the check `age > 0`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "age" INTEGER,
    CONSTRAINT "ck_t_age" CHECK (age > 0)
);
INSERT INTO "_migrate_new_t" ("id", "age")
SELECT "id", "age"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "age" INTEGER
);
INSERT INTO "_migrate_new_t" ("id", "age")
SELECT "id", "age"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
