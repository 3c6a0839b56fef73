-- migrate:up
ALTER TABLE "name" ADD COLUMN "id_of_name" INTEGER CONSTRAINT "fk_name_id_of_name_name" REFERENCES "name" ("id");
CREATE INDEX "ix_name" ON "name" ("name");

-- migrate:down
-- hazard: drops column `name.id_of_name` and its values
CREATE TABLE "_migrate_new_name" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL
);
INSERT INTO "_migrate_new_name" ("id", "name")
SELECT "id", "name"
FROM "name";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_name' WHERE tbl = 'name';
DROP TABLE "name";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_name" RENAME TO "name";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'name' WHERE tbl = '_migrate_new_name';
