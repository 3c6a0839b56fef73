-- migrate:up
CREATE INDEX "ix" ON "t" ((lower(b)));

-- migrate:down
DROP INDEX "ix";
