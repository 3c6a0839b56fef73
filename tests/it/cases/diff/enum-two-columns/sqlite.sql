-- migrate:up
-- hazard: fails when a row of `t` breaks the check `a IN ('sad')`; fails when a row of `t` breaks the check `b IN ('sad')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL,
    "b" TEXT,
    CONSTRAINT "ck_t_a" CHECK (a IN ('sad')),
    CONSTRAINT "ck_t_b" CHECK (b IN ('sad'))
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
-- hazard: fails when a row of `t` breaks the check `b IN ('happy', 'sad')`; fails when a row of `t` breaks the check `a IN ('happy', 'sad')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL,
    "b" TEXT,
    CONSTRAINT "ck_t_b" CHECK (b IN ('happy', 'sad')),
    CONSTRAINT "ck_t_a" CHECK (a IN ('happy', 'sad'))
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
