-- migrate:up
-- hazard: values of `t.mood` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "weather" USING "mood"::text::"weather";
ALTER TABLE "u" ADD COLUMN "mood" "mood";

-- migrate:down
-- hazard: drops column `u.mood` and its values
ALTER TABLE "u" DROP COLUMN "mood";
-- hazard: values of `t.mood` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
