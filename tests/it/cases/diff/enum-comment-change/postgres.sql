-- migrate:up
COMMENT ON TYPE "mood" IS 'it''s new';

-- migrate:down
COMMENT ON TYPE "mood" IS 'old';
