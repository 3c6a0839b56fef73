-- migrate:up
-- hazard: fails when rows of `t` agree in `a`, `b` or have NULL there
CREATE TABLE "_migrate_new_t" (
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("a", "b")
);
INSERT INTO "_migrate_new_t" (rowid, "a", "b")
SELECT rowid, "a", "b"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when rows of `t` agree in `a` or have NULL there
CREATE TABLE "_migrate_new_t" (
    "a" INTEGER NOT NULL PRIMARY KEY,
    "b" TEXT NOT NULL
);
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
