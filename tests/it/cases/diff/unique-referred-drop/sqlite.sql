-- migrate:up
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER
);
INSERT INTO "_migrate_new_c" ("id", "x")
SELECT "id", "x"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';
CREATE TABLE "_migrate_new_p" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER NOT NULL
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
-- hazard: fails when rows of `p` agree in `x`
CREATE TABLE "_migrate_new_p" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER NOT NULL,
    CONSTRAINT "uq_x" UNIQUE ("x")
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
-- hazard: fails when a row of `c` refers by `x` to no row of `p`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER,
    CONSTRAINT "fk_c_x_p" FOREIGN KEY ("x") REFERENCES "p" ("x")
);
INSERT INTO "_migrate_new_c" ("id", "x")
SELECT "id", "x"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';
