-- migrate:up
-- hazard: fails when a row of `c` breaks the check `mood IN ('calm', 'happy', 'sad')`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT,
    CONSTRAINT "fk_c_mood_p" FOREIGN KEY ("mood") REFERENCES "p" ("mood"),
    CONSTRAINT "ck_c_mood" CHECK (mood IN ('calm', 'happy', 'sad'))
);
INSERT INTO "_migrate_new_c" ("id", "mood")
SELECT "id", "mood"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';
-- hazard: fails when a row of `p` breaks the check `mood IN ('calm', 'happy', 'sad')`
CREATE TABLE "_migrate_new_p" (
    "mood" TEXT NOT NULL,
    CONSTRAINT "pk_p" PRIMARY KEY ("mood"),
    CONSTRAINT "ck_p_mood" CHECK (mood IN ('calm', 'happy', 'sad'))
);
INSERT INTO "_migrate_new_p" (rowid, "mood")
SELECT rowid, "mood"
FROM "p";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_p' WHERE tbl = 'p';
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'p' WHERE tbl = '_migrate_new_p';

-- migrate:down
-- hazard: fails when a row of `p` breaks the check `mood IN ('sad', 'happy')`
CREATE TABLE "_migrate_new_p" (
    "mood" TEXT NOT NULL,
    CONSTRAINT "pk_p" PRIMARY KEY ("mood"),
    CONSTRAINT "ck_p_mood" CHECK (mood IN ('sad', 'happy'))
);
INSERT INTO "_migrate_new_p" (rowid, "mood")
SELECT rowid, "mood"
FROM "p";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_p' WHERE tbl = 'p';
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'p' WHERE tbl = '_migrate_new_p';
-- hazard: fails when a row of `c` breaks the check `mood IN ('sad', 'happy')`
CREATE TABLE "_migrate_new_c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mood" TEXT,
    CONSTRAINT "fk_c_mood_p" FOREIGN KEY ("mood") REFERENCES "p" ("mood"),
    CONSTRAINT "ck_c_mood" CHECK (mood IN ('sad', 'happy'))
);
INSERT INTO "_migrate_new_c" ("id", "mood")
SELECT "id", "mood"
FROM "c";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_c' WHERE tbl = 'c';
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'c' WHERE tbl = '_migrate_new_c';
