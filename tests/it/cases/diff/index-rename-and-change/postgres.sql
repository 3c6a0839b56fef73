-- migrate:up
DROP INDEX "old";
CREATE INDEX "new" ON "t" ("a", "b");

-- migrate:down
DROP INDEX "new";
CREATE INDEX "old" ON "t" ("a");
