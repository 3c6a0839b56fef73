-- migrate:up
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "age" INTEGER DEFAULT 2
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
    "age" INTEGER DEFAULT 1
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
