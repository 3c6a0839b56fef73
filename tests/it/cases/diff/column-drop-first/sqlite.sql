-- migrate:up
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";

-- migrate:down
CREATE TABLE "_migrate_new_t" (
    "a" INTEGER,
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b" TEXT NOT NULL
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
