-- migrate:up
-- hazard: fails when a row of `t` breaks the check `mood IN ('sad', 'happy', 'calm')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT NOT NULL,
    CONSTRAINT "ck_t_mood" CHECK (mood IN ('sad', 'happy', 'calm'))
);
INSERT INTO "_migrate_new_t" ("id", "mood")
SELECT "id", "mood"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
CREATE INDEX "ix" ON "t" ("mood") WHERE mood = 'calm';

-- migrate:down
-- hazard: fails when a row of `t` breaks the check `mood IN ('sad', 'happy')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT NOT NULL,
    CONSTRAINT "ck_t_mood" CHECK (mood IN ('sad', 'happy'))
);
INSERT INTO "_migrate_new_t" ("id", "mood")
SELECT "id", "mood"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
