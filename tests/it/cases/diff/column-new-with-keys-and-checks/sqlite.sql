-- migrate:up
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER,
    "b" TEXT,
    CONSTRAINT "uq_t_a" UNIQUE ("a"),
    CONSTRAINT "uq_t_a_id" UNIQUE ("a", "id"),
    CONSTRAINT "fk_t_a_t" FOREIGN KEY ("a") REFERENCES "t" ("id"),
    CONSTRAINT "ck_t_31b3b4fa" CHECK (a > 0 AND length(b) BETWEEN 1 AND 9)
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
-- hazard: drops column `t.b` and its values; drops column `t.a` and its values
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
