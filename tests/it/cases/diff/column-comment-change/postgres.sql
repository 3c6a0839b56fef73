-- migrate:up
COMMENT ON COLUMN "t"."a" IS 'y';

-- migrate:down
COMMENT ON COLUMN "t"."a" IS 'x';
