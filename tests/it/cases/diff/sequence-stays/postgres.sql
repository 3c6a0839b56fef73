-- migrate:up
-- hazard: drops column `t.number` and its values
ALTER TABLE "t" DROP COLUMN "number";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "number" bigint DEFAULT nextval('tickets') NOT NULL;
