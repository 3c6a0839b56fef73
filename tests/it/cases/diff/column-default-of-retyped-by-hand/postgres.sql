-- migrate:up
ALTER TABLE "t" ALTER COLUMN "e" SET DEFAULT 'abc';

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "e" SET DEFAULT 'abc'::bpchar;
