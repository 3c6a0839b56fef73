-- migrate:up
DROP INDEX "ix_t_a";

-- migrate:down
CREATE INDEX "ix_t_a" ON "t" ("a");
