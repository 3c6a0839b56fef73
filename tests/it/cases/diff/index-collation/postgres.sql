-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("b" COLLATE "C");

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("b");
