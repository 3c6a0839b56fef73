-- migrate:up
ALTER TABLE "t" ALTER COLUMN "mood" SET DEFAULT 'happy';

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "mood" SET DEFAULT 'sad';
