-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a") INCLUDE ("b");

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a");
