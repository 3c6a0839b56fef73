-- migrate:up
ALTER TABLE "t" ALTER COLUMN "mood" TYPE text;
DROP TYPE "mood";

-- migrate:down
CREATE TYPE "mood" AS ENUM ('happy', 'sad');
-- hazard: values of `t.mood` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::"mood";
