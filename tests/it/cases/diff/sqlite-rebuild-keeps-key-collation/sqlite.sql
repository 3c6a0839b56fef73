-- migrate:up
CREATE TABLE "_migrate_new_t" (
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,
    "c" INTEGER DEFAULT 3,
    PRIMARY KEY ("a" COLLATE NOCASE DESC, "b") ON CONFLICT FAIL,
    CONSTRAINT "uq_t_b" UNIQUE ("b" COLLATE NOCASE DESC)
) WITHOUT ROWID;
INSERT OR ABORT INTO "_migrate_new_t" ("a", "b", "c")
SELECT "a", "b", "c"
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
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,
    "c" INTEGER,
    PRIMARY KEY ("a" COLLATE NOCASE DESC, "b") ON CONFLICT FAIL,
    CONSTRAINT "uq_t_b" UNIQUE ("b" COLLATE NOCASE DESC)
) WITHOUT ROWID;
INSERT OR ABORT INTO "_migrate_new_t" ("a", "b", "c")
SELECT "a", "b", "c"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
