-- migrate:up
CREATE INDEX "ix_t_a" ON "app"."t" ("a");

-- migrate:down
DROP INDEX "app"."ix_t_a";
