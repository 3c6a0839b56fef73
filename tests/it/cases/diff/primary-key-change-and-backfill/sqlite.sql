-- migrate:up
-- hazard: fails when rows of `t` agree in `id`, `a` or have NULL there
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL,
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    "c" INTEGER NOT NULL,
    CONSTRAINT "pk_t" PRIMARY KEY ("id", "a")
);
INSERT INTO "_migrate_new_t" (rowid, "id", "a", "b", "c")
SELECT rowid, "id", "a", coalesce("b", 'none'), a + 1
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: drops column `t.c` and its values; fails when rows of `t` agree in `id` or have NULL there
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    "b" TEXT
);
INSERT INTO "_migrate_new_t" ("id", "a", "b")
SELECT "id", "a", "b"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
