-- migrate:up
CREATE TYPE "mood" AS ENUM ('happy', 'sad');
-- hazard: values of `t.mood` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::"mood";

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "mood" TYPE text;
DROP TYPE "mood";
