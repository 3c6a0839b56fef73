-- migrate:up
CREATE TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "a" INTEGER NOT NULL,
    "parent_with_a_long_name_too" INTEGER,
    CONSTRAINT "uq_a_very_long_table_name_that_goes_on_and_on_until_it_5334a121" UNIQUE ("a"),
    CONSTRAINT "fk_a_very_long_table_name_that_goes_on_and_on_until_it_6fc43584" FOREIGN KEY ("parent_with_a_long_name_too") REFERENCES "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ("id"),
    CONSTRAINT "ck_a_very_long_table_name_that_goes_on_and_on_until_it_36b086eb" CHECK (a > 0)
);
CREATE INDEX "ix_a_very_long_table_name_that_goes_on_and_on_until_it_1e2baf1c" ON "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ("a");

-- migrate:down
-- hazard: drops table `a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty` and its rows
DROP TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty";
