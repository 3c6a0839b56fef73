-- migrate:up
ALTER TABLE "table" ADD COLUMN "to" integer DEFAULT 1 NOT NULL;
ALTER TABLE "table" ALTER COLUMN "from" TYPE bigint;
CREATE INDEX "ix_table_from" ON "table" ("from");

-- migrate:down
DROP INDEX "ix_table_from";
-- hazard: values of `table.from` that do not fit the new type fail or are changed
ALTER TABLE "table" ALTER COLUMN "from" TYPE integer;
-- hazard: drops column `table.to` and its values
ALTER TABLE "table" DROP COLUMN "to";
