-- migrate:up
ALTER TABLE "a" RENAME TO "c";
ALTER TABLE "b" RENAME COLUMN "a_id" TO "c_id";

-- migrate:down
ALTER TABLE "b" RENAME COLUMN "c_id" TO "a_id";
ALTER TABLE "c" RENAME TO "a";
