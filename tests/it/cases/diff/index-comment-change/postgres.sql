-- migrate:up
COMMENT ON INDEX "ix" IS 'it''s new';

-- migrate:down
COMMENT ON INDEX "ix" IS 'old';
