-- migrate:up
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy', 'calm');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
CREATE TABLE "u" (
    "id" bigint NOT NULL,
    "mood" "mood" DEFAULT 'calm' NOT NULL,
    CONSTRAINT "pk_u" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `u` and its rows
DROP TABLE "u";
-- hazard: fails when a row holds `calm`, which enum `mood` no longer has
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
ALTER TABLE "t" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
