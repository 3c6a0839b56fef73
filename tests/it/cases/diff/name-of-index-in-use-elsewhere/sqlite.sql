-- migrate:up
DROP INDEX "shared";
CREATE INDEX "shared" ON "u" ("b");

-- migrate:down
DROP INDEX "shared";
CREATE INDEX "shared" ON "t" ("a");
