-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ((lower(a)) DESC, "b");

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ((lower(a)));
