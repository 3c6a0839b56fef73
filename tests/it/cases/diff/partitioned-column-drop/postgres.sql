-- migrate:up
-- hazard: drops column `measured.value` and its values
ALTER TABLE "measured" DROP COLUMN "value";

-- migrate:down
ALTER TABLE "measured" ADD COLUMN "value" integer;
