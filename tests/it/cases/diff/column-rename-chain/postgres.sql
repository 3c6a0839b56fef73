-- migrate:up
ALTER TABLE "t" RENAME COLUMN "b" TO "c";
ALTER TABLE "t" RENAME COLUMN "a" TO "b";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "b" TO "a";
ALTER TABLE "t" RENAME COLUMN "c" TO "b";
