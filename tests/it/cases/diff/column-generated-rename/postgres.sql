-- migrate:up
ALTER TABLE "t" RENAME COLUMN "g" TO "h";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "h" TO "g";
