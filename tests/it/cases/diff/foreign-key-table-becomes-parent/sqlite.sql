-- migrate:up
ALTER TABLE "a" ADD COLUMN "b_id" INTEGER CONSTRAINT "fk_a_b_id_b" REFERENCES "b" ("id");
-- hazard: drops column `b.a_id` and its values
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "y" BOOLEAN
);
INSERT INTO "_migrate_new_b" ("id")
SELECT "id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';

-- migrate:down
-- hazard: fails when table `b` has rows, since column `a_id` may not be NULL and has no default; drops column `b.y` and its values; fails when a row of `b` refers by `a_id` to no row of `a`
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_id" INTEGER NOT NULL,
    CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id")
);
INSERT INTO "_migrate_new_b" ("id")
SELECT "id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';
-- hazard: drops column `a.b_id` and its values
CREATE TABLE "_migrate_new_a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "x" INTEGER NOT NULL
);
INSERT INTO "_migrate_new_a" ("id", "x")
SELECT "id", "x"
FROM "a";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a' WHERE tbl = 'a';
DROP TABLE "a";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a' WHERE tbl = '_migrate_new_a';
