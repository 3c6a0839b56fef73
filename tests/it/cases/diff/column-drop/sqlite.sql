-- migrate:up
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "b" INTEGER;
