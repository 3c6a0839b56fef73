-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a") WHERE a IN (1, 2, 3);

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("a") WHERE a IN (1, 2);
