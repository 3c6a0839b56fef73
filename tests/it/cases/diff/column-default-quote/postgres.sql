-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 'it''s "here"';

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 'a';
