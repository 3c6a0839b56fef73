-- migrate:up
CREATE INDEX "ix" ON "t" USING gin ("doc");

-- migrate:down
DROP INDEX "ix";
