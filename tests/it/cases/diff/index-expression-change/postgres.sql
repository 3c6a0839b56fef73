-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ((upper(b)));

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ((lower(b)));
