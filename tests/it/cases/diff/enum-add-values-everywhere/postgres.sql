-- migrate:up
ALTER TYPE "mood" ADD VALUE 'a' BEFORE 'sad';
ALTER TYPE "mood" ADD VALUE 'b' BEFORE 'happy';
ALTER TYPE "mood" ADD VALUE 'c' BEFORE 'happy';
ALTER TYPE "mood" ADD VALUE 'd';

-- migrate:down
-- hazard: fails when a row holds `a`, which enum `mood` no longer has; fails when a row holds `b`, which enum `mood` no longer has; fails when a row holds `c`, which enum `mood` no longer has; fails when a row holds `d`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
