-- migrate:up
ALTER TYPE "mood" RENAME TO "feeling";
ALTER TYPE "feeling" RENAME VALUE 'sad' TO 'low';
ALTER TABLE "t" RENAME COLUMN "mood" TO "feeling";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "feeling" TO "mood";
ALTER TYPE "feeling" RENAME VALUE 'low' TO 'sad';
ALTER TYPE "feeling" RENAME TO "mood";
