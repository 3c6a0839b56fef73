-- migrate:up
ALTER TABLE "t" RENAME COLUMN "a" TO "b";
DROP INDEX "ix_t_a";
CREATE INDEX "ix_t_b" ON "t" ("b");

-- migrate:down
DROP INDEX "ix_t_b";
CREATE INDEX "ix_t_a" ON "t" ("b");
ALTER TABLE "t" RENAME COLUMN "b" TO "a";
