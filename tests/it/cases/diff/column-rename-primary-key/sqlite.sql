-- migrate:up
ALTER TABLE "t" RENAME COLUMN "id" TO "key";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "key" TO "id";
