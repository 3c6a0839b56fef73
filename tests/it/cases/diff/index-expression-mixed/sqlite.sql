-- migrate:up
CREATE UNIQUE INDEX "ix" ON "t" ("a", (lower(b)));

-- migrate:down
DROP INDEX "ix";
