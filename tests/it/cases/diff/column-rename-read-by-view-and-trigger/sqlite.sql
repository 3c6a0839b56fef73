-- migrate:up
ALTER TABLE "t" RENAME COLUMN "b" TO "c";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "c" TO "b";
