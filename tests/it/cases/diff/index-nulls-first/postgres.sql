-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a" NULLS FIRST);

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a");
