-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a" DESC NULLS LAST);

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a" DESC);
