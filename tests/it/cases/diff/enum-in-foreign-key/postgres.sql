-- migrate:up
ALTER TABLE "c" DROP CONSTRAINT "fk_c_mood_p";
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('calm', 'happy', 'sad');
ALTER TABLE "c" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
ALTER TABLE "p" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
ALTER TABLE "c" ADD CONSTRAINT "fk_c_mood_p" FOREIGN KEY ("mood") REFERENCES "p" ("mood");

-- migrate:down
-- hazard: fails when a row holds `calm`, which enum `mood` no longer has
ALTER TABLE "c" DROP CONSTRAINT "fk_c_mood_p";
ALTER TYPE "mood" RENAME TO "mood_previous";
CREATE TYPE "mood" AS ENUM ('sad', 'happy');
ALTER TABLE "c" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
ALTER TABLE "p" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood_previous";
ALTER TABLE "c" ADD CONSTRAINT "fk_c_mood_p" FOREIGN KEY ("mood") REFERENCES "p" ("mood");
