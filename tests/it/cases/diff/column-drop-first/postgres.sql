-- migrate:up
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "a" integer;
