-- migrate:up
DROP VIEW "odd view";
ALTER TABLE "odd ""table""" ALTER COLUMN "Select" TYPE bigint;
CREATE VIEW "odd view" AS SELECT "Select" FROM "odd ""table""";

-- migrate:down
DROP VIEW "odd view";
-- hazard: values of `odd "table".Select` that do not fit the new type fail or are changed
ALTER TABLE "odd ""table""" ALTER COLUMN "Select" TYPE integer;
CREATE VIEW "odd view" AS SELECT "Select" FROM "odd ""table""";
