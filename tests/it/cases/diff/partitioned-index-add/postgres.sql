-- migrate:up
CREATE INDEX "ix_measured_value" ON "measured" ("value");

-- migrate:down
DROP INDEX "ix_measured_value";
