-- migrate:up
ALTER TABLE "t" RENAME COLUMN "mood" TO "feeling";
-- hazard: fails when a row of `t` breaks the check `feeling IN ('low', 'happy')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "feeling" TEXT NOT NULL DEFAULT 'low',
    CONSTRAINT "ck_t_feeling" CHECK (feeling IN ('low', 'happy'))
);
INSERT INTO "_migrate_new_t" ("id", "feeling")
SELECT "id", CASE "feeling" WHEN 'sad' THEN 'low' ELSE "feeling" END
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: fails when a row of `t` breaks the check `feeling IN ('sad', 'happy')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "feeling" TEXT NOT NULL DEFAULT 'sad',
    CONSTRAINT "ck_t_mood" CHECK (feeling IN ('sad', 'happy'))
);
INSERT INTO "_migrate_new_t" ("id", "feeling")
SELECT "id", CASE "feeling" WHEN 'low' THEN 'sad' ELSE "feeling" END
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
ALTER TABLE "t" RENAME COLUMN "feeling" TO "mood";
