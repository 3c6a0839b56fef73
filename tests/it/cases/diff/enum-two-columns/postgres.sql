-- migrate:up
-- hazard: fails when a row holds `happy`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad');
ALTER TABLE "t"
    ALTER COLUMN "a" TYPE "mood" USING "a"::text::"mood",
    ALTER COLUMN "b" TYPE "mood" USING "b"::text::"mood";
DROP TYPE "mood_previous";

-- migrate:down
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('happy', 'sad');
ALTER TABLE "t"
    ALTER COLUMN "a" TYPE "mood" USING "a"::text::"mood",
    ALTER COLUMN "b" TYPE "mood" USING "b"::text::"mood";
DROP TYPE "mood_previous";
