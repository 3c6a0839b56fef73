-- migrate:up
-- hazard: fails when a row of `c` refers by `y`, `x` to no row of `p`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER,
    "y" INTEGER,
    CONSTRAINT "fk" FOREIGN KEY ("y", "x") REFERENCES "p" ("a", "b")
);
INSERT INTO "_migrate_new_c" ("id", "x", "y")
SELECT "id", "x", "y"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';

-- migrate:down
-- hazard: fails when a row of `c` refers by `x`, `y` to no row of `p`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER,
    "y" INTEGER,
    CONSTRAINT "fk" FOREIGN KEY ("x", "y") REFERENCES "p" ("a", "b")
);
INSERT INTO "_migrate_new_c" ("id", "x", "y")
SELECT "id", "x", "y"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';
