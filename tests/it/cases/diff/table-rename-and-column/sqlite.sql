-- migrate:up
ALTER TABLE "users" RENAME TO "people";
ALTER TABLE "people" RENAME COLUMN "mail" TO "email";

-- migrate:down
ALTER TABLE "people" RENAME COLUMN "email" TO "mail";
ALTER TABLE "people" RENAME TO "users";
