-- migrate:up
ALTER TABLE "sales" ADD COLUMN "total" bigint;
CREATE INDEX "ix_sales_total" ON "sales" ("total");

-- migrate:down
DROP INDEX "ix_sales_total";
-- hazard: drops column `sales.total` and its values
ALTER TABLE "sales" DROP COLUMN "total";
