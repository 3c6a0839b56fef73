-- migrate:up
CREATE TYPE "mood" AS ENUM ('happy', 'sad');
ALTER TABLE "t" ADD COLUMN "mood" "mood";

-- migrate:down
-- hazard: drops column `t.mood` and its values
ALTER TABLE "t" DROP COLUMN "mood";
DROP TYPE "mood";
