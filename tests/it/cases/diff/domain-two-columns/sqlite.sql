-- migrate:up
-- hazard: fails when a row of `t` breaks the check `other > 0`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "age" INTEGER,
    "other" INTEGER NOT NULL DEFAULT 3,
    CONSTRAINT "ck_t_age" CHECK (age > 0),
    CONSTRAINT "ck_t_other" CHECK (other > 0)
);
INSERT INTO "_migrate_new_t" ("id")
SELECT "id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
CREATE INDEX "ix_t_other" ON "t" ("other");

-- migrate:down
-- hazard: drops column `t.other` and its values; drops column `t.age` and its values
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO "_migrate_new_t" ("id")
SELECT "id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
