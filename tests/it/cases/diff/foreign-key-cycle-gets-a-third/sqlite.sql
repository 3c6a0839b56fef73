-- migrate:up
ALTER TABLE "b" RENAME COLUMN "a_id" TO "c_id";
-- hazard: fails when a row of `b` refers by `c_id` to no row of `c`
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "c_id" INTEGER,
    CONSTRAINT "fk_b_c_id_c" FOREIGN KEY ("c_id") REFERENCES "c" ("id")
);
INSERT INTO "_migrate_new_b" ("id", "c_id")
SELECT "id", "c_id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';
CREATE TABLE "c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a_id" INTEGER,
    CONSTRAINT "fk_c_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id")
);

-- migrate:down
-- hazard: drops table `c` and its rows
DROP TABLE "c";
-- hazard: fails when a row of `b` refers by `c_id` to no row of `a`
CREATE TABLE "_migrate_new_b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "c_id" INTEGER,
    CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("c_id") REFERENCES "a" ("id")
);
INSERT INTO "_migrate_new_b" ("id", "c_id")
SELECT "id", "c_id"
FROM "b";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_b' WHERE tbl = 'b';
DROP TABLE "b";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_b" RENAME TO "b";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'b' WHERE tbl = '_migrate_new_b';
ALTER TABLE "b" RENAME COLUMN "c_id" TO "a_id";
