-- migrate:up
ALTER TABLE "t" RENAME COLUMN "n" TO "m";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "m" TO "n";
