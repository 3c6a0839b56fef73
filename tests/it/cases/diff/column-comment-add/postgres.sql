-- migrate:up
COMMENT ON COLUMN "t"."a" IS 'what it''s for';

-- migrate:down
COMMENT ON COLUMN "t"."a" IS NULL;
