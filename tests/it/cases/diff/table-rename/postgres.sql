-- migrate:up
ALTER TABLE "users" RENAME TO "people";
ALTER TABLE "people" RENAME CONSTRAINT "pk_users" TO "pk_people";

-- migrate:down
ALTER TABLE "people" RENAME CONSTRAINT "pk_people" TO "pk_users";
ALTER TABLE "people" RENAME TO "users";
