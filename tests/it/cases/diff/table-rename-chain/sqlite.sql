-- migrate:up
ALTER TABLE "b" RENAME TO "c";
ALTER TABLE "a" RENAME TO "b";

-- migrate:down
ALTER TABLE "b" RENAME TO "a";
ALTER TABLE "c" RENAME TO "b";
