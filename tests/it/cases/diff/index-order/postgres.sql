-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a" DESC, "b");

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a", "b");
