-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT '{}';

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
