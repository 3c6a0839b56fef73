-- migrate:up
COMMENT ON TABLE "t" IS 'two';

-- migrate:down
COMMENT ON TABLE "t" IS 'one';
