-- migrate:up
UPDATE "t" SET "a" = 'none' WHERE "a" IS NULL;
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;
