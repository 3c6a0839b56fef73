-- migrate:up
-- hazard: fails when a row has NULL in `t.c`; drops column `t.gone` and its values
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL DEFAULT 4,
    "c" TEXT NOT NULL,
    "fresh" TEXT NOT NULL DEFAULT 'x'
);
INSERT INTO "_migrate_new_t" ("id", "a", "c")
SELECT "id", "a", "c"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
CREATE INDEX "ix_t_c" ON "t" ("c");

-- migrate:down
-- hazard: drops column `t.fresh` and its values; fails when rows of `t` agree in `c`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL DEFAULT 3,
    "gone" BOOLEAN,
    "c" TEXT,
    CONSTRAINT "uq_t_c" UNIQUE ("c")
);
INSERT INTO "_migrate_new_t" ("id", "a", "c")
SELECT "id", "a", "c"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
CREATE INDEX "ix_t_a" ON "t" ("a");
