-- migrate:up
ALTER TABLE "p" RENAME COLUMN "id" TO "number";

-- migrate:down
ALTER TABLE "p" RENAME COLUMN "number" TO "id";
