-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("b" COLLATE NOCASE);

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("b");
