-- migrate:up
ALTER TABLE "t" ALTER COLUMN "mood" DROP DEFAULT;
-- hazard: fails when a row holds `calm`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('happy', 'sad');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
ALTER TABLE "t" ALTER COLUMN "mood" SET DEFAULT 'sad';

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "mood" DROP DEFAULT;
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('happy', 'sad', 'calm');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
ALTER TABLE "t" ALTER COLUMN "mood" SET DEFAULT 'calm';
