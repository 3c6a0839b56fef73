-- migrate:up
-- hazard: drops column `t.b` and its values
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" TEXT NOT NULL
);
INSERT INTO "_migrate_new_t" ("id", "a")
SELECT "id", "a"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
ALTER TABLE "t" ADD COLUMN "b" INTEGER CONSTRAINT "ck_t_b" CHECK (b > 0);
