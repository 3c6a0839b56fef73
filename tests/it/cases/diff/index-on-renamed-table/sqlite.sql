-- migrate:up
ALTER TABLE "t" RENAME TO "u";

-- migrate:down
ALTER TABLE "u" RENAME TO "t";
