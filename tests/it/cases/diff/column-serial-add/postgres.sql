-- migrate:up
ALTER TABLE "t" ADD COLUMN "n" bigserial NOT NULL;

-- migrate:down
-- hazard: drops column `t.n` and its values
ALTER TABLE "t" DROP COLUMN "n";
