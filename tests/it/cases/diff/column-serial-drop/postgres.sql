-- migrate:up
-- hazard: drops column `t.n` and its values
ALTER TABLE "t" DROP COLUMN "n";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "n" serial NOT NULL;
