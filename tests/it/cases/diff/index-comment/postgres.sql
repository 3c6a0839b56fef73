-- migrate:up
COMMENT ON INDEX "ix" IS 'quick';

-- migrate:down
COMMENT ON INDEX "ix" IS NULL;
