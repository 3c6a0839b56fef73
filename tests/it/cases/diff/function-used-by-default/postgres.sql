-- migrate:up
ALTER TABLE "t" ADD COLUMN "a" integer DEFAULT next_number() NOT NULL;

-- migrate:down
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";
