-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a");

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" USING hash ("a");
