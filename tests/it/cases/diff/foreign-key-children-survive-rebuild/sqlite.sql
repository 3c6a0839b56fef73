-- migrate:up
-- hazard: fails when a row of `p` breaks the check `x <> ''`
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "foreign_keys must be off, or rows of c, d are lost" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_p" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" TEXT NOT NULL DEFAULT 'y',
    CONSTRAINT "not_empty" CHECK (x <> '')
);
INSERT INTO "_migrate_new_p" ("id", "x")
SELECT "id", "x"
FROM "p";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_p' WHERE tbl = 'p';
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'p' WHERE tbl = '_migrate_new_p';

-- migrate:down
CREATE TABLE "_migrate_guard" ("found" INTEGER CONSTRAINT "foreign_keys must be off, or rows of c, d are lost" CHECK ("found" = 0));
INSERT INTO "_migrate_guard" SELECT foreign_keys FROM pragma_foreign_keys;
DROP TABLE "_migrate_guard";
CREATE TABLE "_migrate_new_p" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" TEXT NOT NULL
);
INSERT INTO "_migrate_new_p" ("id", "x")
SELECT "id", "x"
FROM "p";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_p' WHERE tbl = 'p';
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'p' WHERE tbl = '_migrate_new_p';
