-- migrate:up
-- hazard: drops column `t.c` and its values; fails when rows of `t` agree in `a`; fails when a row of `t` breaks the check `b > 1`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT,
    "b" INTEGER NOT NULL DEFAULT 5,
    "d" BOOLEAN,
    CONSTRAINT "uq_t_a" UNIQUE ("a"),
    CONSTRAINT "positive" CHECK (b > 1)
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
CREATE INDEX "ix_ab" ON "t" ("a", "b");

-- migrate:down
-- hazard: fails when a row has NULL in `t.a`; drops column `t.d` and its values; fails when a row of `t` breaks the check `b > 0`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL,
    "b" INTEGER NOT NULL,
    "c" TEXT,
    CONSTRAINT "positive" CHECK (b > 0)
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
CREATE INDEX "ix_a" ON "t" ("a");
