-- migrate:up
ALTER TABLE "order" RENAME TO "group";
ALTER TABLE "group" RENAME COLUMN "select" TO "from";
CREATE TABLE "_migrate_new_group" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "from" INTEGER NOT NULL,
    "table" TEXT,
    CONSTRAINT "unique" UNIQUE ("from"),
    CONSTRAINT "check" CHECK ("from" > 0)
);
INSERT INTO "_migrate_new_group" ("id", "from", "table")
SELECT "id", "from", "table"
FROM "group";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_group' WHERE tbl = 'group';
DROP TABLE "group";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_group" RENAME TO "group";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'group' WHERE tbl = '_migrate_new_group';
CREATE INDEX "index" ON "group" ("from");

-- migrate:down
-- hazard: fails when a row has NULL in `group.table`
CREATE TABLE "_migrate_new_group" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "from" INTEGER NOT NULL,
    "table" TEXT NOT NULL,
    CONSTRAINT "unique" UNIQUE ("from"),
    CONSTRAINT "check" CHECK ("from" > 0)
);
INSERT INTO "_migrate_new_group" ("id", "from", "table")
SELECT "id", "from", "table"
FROM "group";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_group' WHERE tbl = 'group';
DROP TABLE "group";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_group" RENAME TO "group";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'group' WHERE tbl = '_migrate_new_group';
CREATE INDEX "index" ON "group" ("from");
ALTER TABLE "group" RENAME COLUMN "from" TO "select";
ALTER TABLE "group" RENAME TO "order";
