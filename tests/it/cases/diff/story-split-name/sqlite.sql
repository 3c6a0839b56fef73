-- migrate:up
CREATE TABLE "_migrate_new_person" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "first" TEXT NOT NULL,
    "last" TEXT
);
INSERT INTO "_migrate_new_person" ("id", "name", "first")
SELECT "id", "name", substr(name, 1, instr(name || ' ', ' ') - 1)
FROM "person";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_person' WHERE tbl = 'person';
DROP TABLE "person";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_person" RENAME TO "person";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'person' WHERE tbl = '_migrate_new_person';

-- migrate:down
-- hazard: drops column `person.last` and its values; drops column `person.first` and its values
ALTER TABLE "person" DROP COLUMN "last";
ALTER TABLE "person" DROP COLUMN "first";
