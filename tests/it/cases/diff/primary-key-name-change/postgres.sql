-- migrate:up
ALTER TABLE "t" RENAME CONSTRAINT "first" TO "second";

-- migrate:down
ALTER TABLE "t" RENAME CONSTRAINT "second" TO "first";
