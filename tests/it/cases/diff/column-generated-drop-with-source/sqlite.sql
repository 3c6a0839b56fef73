-- migrate:up
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "g";
ALTER TABLE "t" DROP COLUMN "a";

-- migrate:down
-- hazard: fails when table `t` has rows, since column `a` may not be NULL and has no default
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    "b" INTEGER NOT NULL,
    "g" INTEGER GENERATED ALWAYS AS (a + 1) STORED
);
INSERT INTO "_migrate_new_t" ("id", "b")
SELECT "id", "b"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
