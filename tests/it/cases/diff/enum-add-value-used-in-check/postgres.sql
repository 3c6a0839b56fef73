-- migrate:up
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy', 'calm');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
-- hazard: fails when a row of `t` breaks the check `mood <> 'calm'`
ALTER TABLE "t" ADD CONSTRAINT "not_calm" CHECK (mood <> 'calm');

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "not_calm";
-- hazard: fails when a row holds `calm`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
