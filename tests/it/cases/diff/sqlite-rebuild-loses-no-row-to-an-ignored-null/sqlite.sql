-- migrate:up
-- hazard: fails when a row has NULL in `t.a`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL,
    "b" TEXT,
    "c" TEXT NOT NULL ON CONFLICT IGNORE,
    UNIQUE ("b") ON CONFLICT IGNORE
);
INSERT OR ABORT INTO "_migrate_new_t" ("id", "a", "b", "c")
SELECT "id", "a", "b", "c"
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
    "a" TEXT,
    "b" TEXT,
    "c" TEXT NOT NULL ON CONFLICT IGNORE,
    UNIQUE ("b") ON CONFLICT IGNORE
);
INSERT OR ABORT INTO "_migrate_new_t" ("id", "a", "b", "c")
SELECT "id", "a", "b", "c"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
