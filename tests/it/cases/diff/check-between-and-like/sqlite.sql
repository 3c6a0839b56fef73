-- migrate:up
-- hazard: fails when a row of `t` breaks the check `b LIKE 'y%'`; fails when a row of `t` breaks the check `a >= 1 AND a <= 5`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    CONSTRAINT "like" CHECK (b LIKE 'y%'),
    CONSTRAINT "range" CHECK (a >= 1 AND a <= 5)
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

-- migrate:down
-- hazard: fails when a row of `t` breaks the check `a BETWEEN 1 AND 5`; fails when a row of `t` breaks the check `b LIKE 'x%'`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    "b" TEXT NOT NULL,
    CONSTRAINT "range" CHECK (a BETWEEN 1 AND 5),
    CONSTRAINT "like" CHECK (b LIKE 'x%')
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
