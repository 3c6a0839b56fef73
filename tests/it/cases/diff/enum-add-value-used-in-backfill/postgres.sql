-- migrate:up
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy', 'calm');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
ALTER TABLE "t" ADD COLUMN "other" "mood";
UPDATE "t" SET "other" = 'calm';
ALTER TABLE "t" ALTER COLUMN "other" SET NOT NULL;

-- migrate:down
-- hazard: drops column `t.other` and its values
ALTER TABLE "t" DROP COLUMN "other";
-- hazard: fails when a row holds `calm`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
