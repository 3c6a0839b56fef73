-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("b" text_pattern_ops);

-- migrate:down
DROP INDEX "ix";
CREATE INDEX "ix" ON "t" ("b");
