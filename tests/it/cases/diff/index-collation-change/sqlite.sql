-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a" COLLATE NOCASE);

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a");
