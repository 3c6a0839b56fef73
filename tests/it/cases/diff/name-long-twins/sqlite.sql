-- migrate:up
CREATE TABLE "holder_of_twins" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "the_first_of_two_columns_with_long_names_that_are_alike_one" INTEGER NOT NULL,
    "the_first_of_two_columns_with_long_names_that_are_alike_two" INTEGER NOT NULL
);
CREATE INDEX "ix_holder_of_twins_the_first_of_two_columns_with_long__67393b57" ON "holder_of_twins" ("the_first_of_two_columns_with_long_names_that_are_alike_one");
CREATE INDEX "ix_holder_of_twins_the_first_of_two_columns_with_long__3886c141" ON "holder_of_twins" ("the_first_of_two_columns_with_long_names_that_are_alike_two");

-- migrate:down
-- hazard: drops table `holder_of_twins` and its rows
DROP TABLE "holder_of_twins";
