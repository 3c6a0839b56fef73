-- migrate:up
DROP INDEX "one";
CREATE INDEX "two" ON "t" ("a");

-- migrate:down
DROP INDEX "two";
CREATE INDEX "one" ON "t" ("a");
