-- migrate:up
-- hazard: fails when a row of `a` refers by `b_id` to no row of `b`
CREATE TABLE "_migrate_new_a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b_id" INTEGER,
    CONSTRAINT "fk_a_b_id_b" FOREIGN KEY ("b_id") REFERENCES "b" ("id")
);
INSERT INTO "_migrate_new_a" ("id", "b_id")
SELECT "id", "b_id"
FROM "a";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a' WHERE tbl = 'a';
DROP TABLE "a";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a' WHERE tbl = '_migrate_new_a';

-- migrate:down
CREATE TABLE "_migrate_new_a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b_id" INTEGER
);
INSERT INTO "_migrate_new_a" ("id", "b_id")
SELECT "id", "b_id"
FROM "a";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a' WHERE tbl = 'a';
DROP TABLE "a";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a" RENAME TO "a";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a' WHERE tbl = '_migrate_new_a';
