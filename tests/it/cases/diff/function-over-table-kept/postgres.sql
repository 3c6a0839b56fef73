-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" integer;

-- migrate:down
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
