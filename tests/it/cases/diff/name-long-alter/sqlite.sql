-- migrate:up
-- hazard: fails when a row of `a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty` breaks the check `a > 0`
CREATE TABLE "_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    CONSTRAINT "ck_a_very_long_table_name_that_goes_on_and_on_until_it_36b086eb" CHECK (a > 0)
);
INSERT INTO "_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ("id", "a")
SELECT "id", "a"
FROM "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty' WHERE tbl = 'a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty';
DROP TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" RENAME TO "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty' WHERE tbl = '_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty';

-- migrate:down
-- hazard: fails when rows of `a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty` agree in `a`
CREATE TABLE "_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    CONSTRAINT "uq_a_very_long_table_name_that_goes_on_and_on_until_it_5334a121" UNIQUE ("a")
);
INSERT INTO "_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ("id", "a")
SELECT "id", "a"
FROM "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty";
ANALYZE sqlite_schema;
UPDATE sqlite_stat1 SET tbl = '_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty' WHERE tbl = 'a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty';
DROP TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" RENAME TO "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty";
PRAGMA legacy_alter_table = OFF;
UPDATE sqlite_stat1 SET tbl = 'a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty' WHERE tbl = '_migrate_new_a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty';
CREATE INDEX "ix_a_very_long_table_name_that_goes_on_and_on_until_it_1e2baf1c" ON "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ("a");
