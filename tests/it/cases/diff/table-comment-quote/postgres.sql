-- migrate:up
COMMENT ON TABLE "t" IS 'it''s "two" lines';

-- migrate:down
COMMENT ON TABLE "t" IS 'it''s';
