-- migrate:up
DROP INDEX "ix_measured_value";

-- migrate:down
CREATE INDEX "ix_measured_value" ON "measured" ("value");
