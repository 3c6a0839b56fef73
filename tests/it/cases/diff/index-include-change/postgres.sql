-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a") INCLUDE ("b", "c");

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a") INCLUDE ("b");
