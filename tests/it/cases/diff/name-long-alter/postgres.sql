-- migrate:up
DROP INDEX "ix_a_very_long_table_name_that_goes_on_and_on_until_it_1e2baf1c";
ALTER TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" DROP CONSTRAINT "uq_a_very_long_table_name_that_goes_on_and_on_until_it_5334a121";
ALTER TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ALTER COLUMN "a" TYPE bigint;
-- hazard: fails when a row of `a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty` breaks the check `a > 0`
ALTER TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ADD CONSTRAINT "ck_a_very_long_table_name_that_goes_on_and_on_until_it_36b086eb" CHECK (a > 0);

-- migrate:down
ALTER TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" DROP CONSTRAINT "ck_a_very_long_table_name_that_goes_on_and_on_until_it_36b086eb";
-- hazard: values of `a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty.a` that do not fit the new type fail or are changed
ALTER TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ALTER COLUMN "a" TYPE integer;
-- hazard: fails when rows of `a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty` agree in `a`
ALTER TABLE "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ADD CONSTRAINT "uq_a_very_long_table_name_that_goes_on_and_on_until_it_5334a121" UNIQUE ("a");
CREATE INDEX "ix_a_very_long_table_name_that_goes_on_and_on_until_it_1e2baf1c" ON "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty" ("a");
