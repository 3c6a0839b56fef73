-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" USING hash ("b");

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("b");
