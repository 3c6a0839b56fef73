-- migrate:up
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL DEFAULT 'empty'
);
INSERT INTO "_migrate_new_t" ("id", "body")
SELECT "id", "body"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
CREATE TRIGGER t_insert AFTER INSERT ON t BEGIN INSERT INTO search (rowid, body) VALUES (NEW.id, NEW.body); END;

-- migrate:down
CREATE TABLE "_migrate_new_t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL
);
INSERT INTO "_migrate_new_t" ("id", "body")
SELECT "id", "body"
FROM "t";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_t' WHERE tbl = 't';
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 't' WHERE tbl = '_migrate_new_t';
CREATE TRIGGER t_insert AFTER INSERT ON t BEGIN INSERT INTO search (rowid, body) VALUES (NEW.id, NEW.body); END;
