-- migrate:up
COMMENT ON TABLE "t" IS 'It''s a table';

-- migrate:down
COMMENT ON TABLE "t" IS NULL;
