-- migrate:up
ALTER TABLE "t" RENAME COLUMN "id" TO "number";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "number" TO "id";
