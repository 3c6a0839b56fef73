-- migrate:up
ALTER TABLE "t" RENAME COLUMN "a" TO "from";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "from" TO "a";
