-- migrate:up
-- hazard: drops column `t.mood` and its values
ALTER TABLE "t" DROP COLUMN "mood";
DROP TYPE "mood";

-- migrate:down
CREATE TYPE "mood" AS ENUM ('happy', 'sad');
ALTER TABLE "t" ADD COLUMN "mood" "mood";
