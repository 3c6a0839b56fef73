-- migrate:up
ALTER TABLE "t" ADD COLUMN "x" boolean;
-- hazard: drops column `t.mood` and its values
ALTER TABLE "t" DROP COLUMN "mood";

-- migrate:down
-- hazard: fails when table `t` has rows, since column `mood` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "mood" "mood" NOT NULL;
-- hazard: drops column `t.x` and its values
ALTER TABLE "t" DROP COLUMN "x";
