-- migrate:up
ALTER TABLE "t" ADD COLUMN "age" INTEGER;

-- migrate:down
-- hazard: drops column `t.age` and its values
ALTER TABLE "t" DROP COLUMN "age";
