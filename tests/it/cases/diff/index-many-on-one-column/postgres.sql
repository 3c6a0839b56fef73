-- migrate:up
CREATE INDEX "down" ON "t" ("a" DESC);
CREATE INDEX "part" ON "t" ("a") WHERE a > 0;
CREATE INDEX "up" ON "t" ("a");

-- migrate:down
DROP INDEX "up";
DROP INDEX "part";
DROP INDEX "down";
