-- migrate:up
ALTER TYPE "mood" ADD VALUE 'fine' BEFORE 'happy';
ALTER TYPE "mood" ADD VALUE 'soso' BEFORE 'sad';
ALTER TYPE "mood" ADD VALUE 'calm' BEFORE 'sad';

-- migrate:down
-- hazard: fails when a row holds `fine`, which enum `mood` no longer has; fails when a row holds `soso`, which enum `mood` no longer has; fails when a row holds `calm`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('happy', 'sad');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
