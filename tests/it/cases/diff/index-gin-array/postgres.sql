-- migrate:up
CREATE INDEX "ix" ON "t" USING gin ("a");

-- migrate:down
DROP INDEX "ix";
