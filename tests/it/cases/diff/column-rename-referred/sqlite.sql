-- migrate:up
ALTER TABLE "u" RENAME COLUMN "code" TO "key";

-- migrate:down
ALTER TABLE "u" RENAME COLUMN "key" TO "code";
