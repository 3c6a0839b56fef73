-- migrate:up
-- hazard: fails when a row has NULL in `t.id`; fails when rows of `t` agree in `id` or have NULL there
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "t.id is never NULL" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT count(*) FROM "t" WHERE "id" IS NULL;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT
);
INSERT INTO "_migrate_new_t" ("id", "a")
SELECT "id", "a"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when rows of `t` agree in `id`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER,
    "a" TEXT,
    UNIQUE ("id")
);
INSERT INTO "_migrate_new_t" (rowid, "id", "a")
SELECT rowid, "id", "a"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
