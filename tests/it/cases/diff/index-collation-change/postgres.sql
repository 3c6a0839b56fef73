-- migrate:up
DROP INDEX "ix";
CREATE INDEX "ix_c" ON "t" ("a" COLLATE "C");

-- migrate:down
DROP INDEX "ix_c";
CREATE INDEX "ix" ON "t" ("a");
