-- migrate:up
ALTER TABLE "a" ADD COLUMN "b_id" INTEGER CONSTRAINT "fk_a_b_id_b" REFERENCES "b" ("id") ON DELETE SET NULL;

-- migrate:down
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
