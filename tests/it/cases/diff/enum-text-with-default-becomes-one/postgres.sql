-- migrate:up
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
-- hazard: values of `t.mood` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "mood" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::"mood";
ALTER TABLE "t" ALTER COLUMN "mood" SET DEFAULT 'sad';

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "mood" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "mood" TYPE text;
ALTER TABLE "t" ALTER COLUMN "mood" SET DEFAULT 'sad';
DROP TYPE "mood";
