-- migrate:up
-- hazard: drops column `people.street` and its values; drops column `people.town` and its values
ALTER TABLE "people" ADD COLUMN "address_id" INTEGER CONSTRAINT "fk_people_address_id_addresses" REFERENCES "addresses" ("id");
ALTER TABLE "people" DROP COLUMN "street";
ALTER TABLE "people" DROP COLUMN "town";
CREATE TABLE "addresses" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "street" TEXT NOT NULL,
    "town" TEXT NOT NULL,
    "extra" BOOLEAN NOT NULL
);

-- migrate:down
-- hazard: drops table `addresses` and its rows
DROP TABLE "addresses";
-- hazard: drops column `people.address_id` and its values
CREATE TABLE "_migrate_new_people" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "street" TEXT,
    "town" TEXT
);
INSERT INTO "_migrate_new_people" ("id", "name")
SELECT "id", "name"
FROM "people";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_people' WHERE tbl = 'people';
DROP TABLE "people";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_people" RENAME TO "people";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'people' WHERE tbl = '_migrate_new_people';
