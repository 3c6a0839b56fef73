-- migrate:up
ALTER TABLE "t" RENAME COLUMN "a" TO "d";
-- hazard: drops column `t.b` and its values; fails when a row of `t` breaks the check `d > c`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "d" INTEGER NOT NULL,
    "c" INTEGER NOT NULL,
    CONSTRAINT "order" CHECK (d > c)
);
INSERT INTO "_migrate_new_t" ("id", "d", "c")
SELECT "id", "d", "c"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when table `t` has rows, since column `b` may not be NULL and has no default; fails when a row of `t` breaks the check `d > b`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "d" INTEGER NOT NULL,
    "b" INTEGER NOT NULL,
    "c" INTEGER NOT NULL,
    CONSTRAINT "order" CHECK (d > b)
);
INSERT INTO "_migrate_new_t" ("id", "d", "c")
SELECT "id", "d", "c"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
ALTER TABLE "t" RENAME COLUMN "d" TO "a";
