-- migrate:up
-- hazard: fails when a row of `c` refers by `p_id` to no row of `p`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "p_id" INTEGER,
    CONSTRAINT "fk_c_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id") DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "_migrate_new_c" ("id", "p_id")
SELECT "id", "p_id"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';

-- migrate:down
-- hazard: fails when a row of `c` refers by `p_id` to no row of `p`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "p_id" INTEGER,
    CONSTRAINT "fk_c_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id")
);
INSERT INTO "_migrate_new_c" ("id", "p_id")
SELECT "id", "p_id"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';
