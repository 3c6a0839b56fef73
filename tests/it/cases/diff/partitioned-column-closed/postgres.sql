-- migrate:up
UPDATE "measured" SET "value" = 0 WHERE "value" IS NULL;
ALTER TABLE "measured" ALTER COLUMN "value" SET NOT NULL;

-- migrate:down
ALTER TABLE "measured" ALTER COLUMN "value" DROP NOT NULL;
