-- migrate:up
ALTER TABLE "t" RENAME CONSTRAINT "no_two" TO "one_each";

-- migrate:down
ALTER TABLE "t" RENAME CONSTRAINT "one_each" TO "no_two";
