-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" TYPE text COLLATE "C";

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" TYPE text;
