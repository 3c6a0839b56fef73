-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" bigint;

-- migrate:down
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
