-- migrate:up
-- hazard: fails when a row holds `calm`, which enum `mood` no longer has
DROP INDEX "ix";
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
CREATE INDEX "ix" ON "t" ("mood") WHERE mood = 'sad';

-- migrate:down
DROP INDEX "ix";
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy', 'calm');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
CREATE INDEX "ix" ON "t" ("mood") WHERE mood = 'sad';
