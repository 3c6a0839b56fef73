-- migrate:up
-- hazard: fails when a row of `t` breaks the check `mood IN ('sad', 'sunny')`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT NOT NULL,
    CONSTRAINT "ck_t_mood" CHECK (mood IN ('sad', 'sunny'))
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
ALTER TABLE "u" ADD COLUMN "mood" TEXT CONSTRAINT "ck_u_mood" CHECK (mood IN ('sad', 'happy'));

-- migrate:down
-- hazard: drops column `u.mood` and its values
CREATE TABLE "_migrate_new_u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "weather" TEXT NOT NULL,
    CONSTRAINT "ck_u_weather" CHECK (weather IN ('sad', 'sunny'))
);
INSERT INTO "_migrate_new_u" ("id", "weather")
SELECT "id", "weather"
FROM "u";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_u' WHERE tbl = 'u';
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_u" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'u' WHERE tbl = '_migrate_new_u';
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
