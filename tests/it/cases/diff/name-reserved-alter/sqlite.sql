-- migrate:up
ALTER TABLE "table" ADD COLUMN "to" INTEGER NOT NULL DEFAULT 1;
CREATE INDEX "ix_table_from" ON "table" ("from");

-- migrate:down
-- hazard: drops column `table.to` and its values
DROP INDEX "ix_table_from";
ALTER TABLE "table" DROP COLUMN "to";
