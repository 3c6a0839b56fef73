-- migrate:up
CREATE INDEX "ix_t_a" ON "t" ("a") WHERE b <> 'x';

-- migrate:down
DROP INDEX "ix_t_a";
