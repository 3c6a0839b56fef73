-- migrate:up
ALTER TABLE "users" RENAME TO "people";

-- migrate:down
ALTER TABLE "people" RENAME TO "users";
