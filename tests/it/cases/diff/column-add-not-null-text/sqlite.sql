-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" TEXT NOT NULL DEFAULT 'it''s';

-- migrate:down
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
