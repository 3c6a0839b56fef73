-- migrate:up
-- hazard: fails when a row has NULL in `t.b`
CREATE TABLE "_migrate_new_t" (
    "a" TEXT NOT NULL,
    "b" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "pk_t" PRIMARY KEY ("a")
) WITHOUT ROWID;
INSERT INTO "_migrate_new_t" ("a", "b")
SELECT "a", "b"
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
    "b" INTEGER,
    CONSTRAINT "pk_t" PRIMARY KEY ("a")
) WITHOUT ROWID;
INSERT INTO "_migrate_new_t" ("a", "b")
SELECT "a", "b"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
