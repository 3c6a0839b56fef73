-- migrate:up
CREATE SEQUENCE "tickets" INCREMENT BY 5 START WITH 100 CYCLE;
ALTER TABLE "t" ADD COLUMN "number" bigint DEFAULT nextval('tickets') NOT NULL;

-- migrate:down
-- hazard: drops column `t.number` and its values
ALTER TABLE "t" DROP COLUMN "number";
-- hazard: drops sequence `tickets` and its position
DROP SEQUENCE "tickets";
