-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT ARRAY['x']::text[];

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
