-- migrate:up
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "a" INTEGER DEFAULT 7,
    "s" INTEGER GENERATED ALWAYS AS (a + 1) STORED,
    "v" INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL,
    CONSTRAINT "positive" CHECK (a > 0)
);
INSERT INTO "_migrate_new_t" ("id", "a")
SELECT "id", "a"
FROM "t";
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_t';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_t', seq FROM sqlite_sequence WHERE name = 't';
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "a" INTEGER,
    "s" INTEGER GENERATED ALWAYS AS (a + 1) STORED,
    "v" INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL,
    CONSTRAINT "positive" CHECK (a > 0)
);
INSERT INTO "_migrate_new_t" ("id", "a")
SELECT "id", "a"
FROM "t";
DELETE FROM sqlite_sequence WHERE name = '_migrate_new_t';
INSERT INTO sqlite_sequence (name, seq)
SELECT '_migrate_new_t', seq FROM sqlite_sequence WHERE name = 't';
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
