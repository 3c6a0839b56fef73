-- migrate:up
UPDATE "t" SET "mood" = 'sad' WHERE "mood" IS NULL;
ALTER TABLE "t" ALTER COLUMN "mood" SET NOT NULL;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "mood" DROP NOT NULL;
