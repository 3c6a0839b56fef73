-- migrate:up
ALTER TABLE "users" RENAME TO "people";
DROP INDEX "ix_users_a";
CREATE INDEX "ix_people_a" ON "people" ("a");

-- migrate:down
DROP INDEX "ix_people_a";
CREATE INDEX "ix_users_a" ON "people" ("a");
ALTER TABLE "people" RENAME TO "users";
