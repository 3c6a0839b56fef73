-- migrate:up
ALTER TABLE "t" RENAME CONSTRAINT "one" TO "two";

-- migrate:down
ALTER TABLE "t" RENAME CONSTRAINT "two" TO "one";
