-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 'a\b
c';

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
