-- migrate:up
-- hazard: fails when a row of `t` refers by `parent_id` to no row of `t`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "parent_id" INTEGER,
    CONSTRAINT "fk_t_parent_id_t" FOREIGN KEY ("parent_id") REFERENCES "t" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "_migrate_new_t" ("id", "parent_id")
SELECT "id", "parent_id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when a row of `t` refers by `parent_id` to no row of `t`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "parent_id" INTEGER,
    CONSTRAINT "fk_t_parent_id_t" FOREIGN KEY ("parent_id") REFERENCES "t" ("id")
);
INSERT INTO "_migrate_new_t" ("id", "parent_id")
SELECT "id", "parent_id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
