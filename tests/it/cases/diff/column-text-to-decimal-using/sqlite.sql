-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" NUMERIC(10,2)
);
INSERT INTO "_migrate_new_t" ("id", "a")
SELECT "id", length(a)
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when a value of `t.a` would not be the same as TEXT
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "values of t.a fit TEXT" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT count(*) FROM "t" WHERE typeof("a") = 'real' AND CAST(CAST("a" AS TEXT) AS REAL) <> "a";
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
