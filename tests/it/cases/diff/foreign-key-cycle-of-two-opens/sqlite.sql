-- migrate:up
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_id" INTEGER
);
INSERT INTO "_migrate_new_b" ("id", "a_id")
SELECT "id", "a_id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';

-- migrate:down
-- hazard: fails when a row of `b` refers by `a_id` to no row of `a`
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_id" INTEGER,
    CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id")
);
INSERT INTO "_migrate_new_b" ("id", "a_id")
SELECT "id", "a_id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';
