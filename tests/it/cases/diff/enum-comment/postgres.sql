-- migrate:up
COMMENT ON TYPE "mood" IS 'how it feels';

-- migrate:down
COMMENT ON TYPE "mood" IS NULL;
