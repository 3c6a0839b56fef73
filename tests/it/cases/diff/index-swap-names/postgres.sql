-- migrate:up
DROP INDEX "one";
DROP INDEX "two";
CREATE INDEX "one" ON "t" ("b");
CREATE INDEX "two" ON "t" ("a");

-- migrate:down
DROP INDEX "two";
DROP INDEX "one";
CREATE INDEX "two" ON "t" ("b");
CREATE INDEX "one" ON "t" ("a");
