-- migrate:up
-- hazard: fails when a row of `t` breaks the check `age BETWEEN 0 AND 150`
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "mail" TEXT,
    "age" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "ck_t_age" CHECK (age BETWEEN 0 AND 150),
    CONSTRAINT "ck_t_mail" CHECK (mail LIKE '%@%')
);
INSERT INTO "_migrate_new_t" ("id")
SELECT "id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';

-- migrate:down
-- hazard: drops column `t.age` and its values; drops column `t.mail` and its values
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO "_migrate_new_t" ("id")
SELECT "id"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
