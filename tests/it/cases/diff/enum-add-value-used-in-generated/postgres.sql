-- migrate:up
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy', 'calm');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
ALTER TABLE "t" ADD COLUMN "is_calm" boolean GENERATED ALWAYS AS (mood = 'calm') STORED;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "is_calm";
-- hazard: fails when a row holds `calm`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
