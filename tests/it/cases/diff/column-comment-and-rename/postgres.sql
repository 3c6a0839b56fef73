-- migrate:up
ALTER TABLE "t" RENAME COLUMN "a" TO "b";
COMMENT ON COLUMN "t"."b" IS 'new';

-- migrate:down
COMMENT ON COLUMN "t"."b" IS 'old';
ALTER TABLE "t" RENAME COLUMN "b" TO "a";
