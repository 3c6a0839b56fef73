-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed; fails when a value of `t.a` would not be the same as REAL
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "values of t.a fit REAL" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT count(*) FROM "t" WHERE typeof("a") = 'integer' AND CAST(CAST("a" AS REAL) AS INTEGER) <> "a";
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" REAL NOT NULL
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
-- hazard: values of `t.a` that do not fit the new type fail or are changed; fails when a value of `t.a` would not be the same as INTEGER
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "values of t.a fit INTEGER" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT count(*) FROM "t" WHERE CASE typeof("a") WHEN 'real' THEN CAST("a" AS INTEGER) <> "a" ELSE CAST(CAST("a" AS INTEGER) AS TEXT) <> CAST("a" AS TEXT) END;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL
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
