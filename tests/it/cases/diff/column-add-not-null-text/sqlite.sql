-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" TEXT NOT NULL DEFAULT 'it''s';

-- migrate:down
ALTER TABLE "t" DROP COLUMN "b";
