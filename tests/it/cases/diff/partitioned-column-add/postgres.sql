-- migrate:up
ALTER TABLE "measured" ADD COLUMN "value" integer DEFAULT 7 NOT NULL;
ALTER TABLE "measured" ADD COLUMN "note" text;

-- migrate:down
-- hazard: drops column `measured.note` and its values
ALTER TABLE "measured" DROP COLUMN "note";
-- hazard: drops column `measured.value` and its values
ALTER TABLE "measured" DROP COLUMN "value";
