-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a") WITH (fillfactor = 80);

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a") WITH (fillfactor = 70);
