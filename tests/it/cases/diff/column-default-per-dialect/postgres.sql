-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT gen_random_uuid();

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
