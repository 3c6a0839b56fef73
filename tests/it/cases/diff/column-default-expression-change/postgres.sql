-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT (2 * 2);

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT (1 + 1);
