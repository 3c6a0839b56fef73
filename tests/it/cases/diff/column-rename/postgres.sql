-- migrate:up
ALTER TABLE "t" RENAME COLUMN "mail" TO "email";

-- migrate:down
ALTER TABLE "t" RENAME COLUMN "email" TO "mail";
