-- migrate:up
ALTER TABLE "t" ADD COLUMN "deleted_at" TEXT;

-- migrate:down
-- hazard: drops column `t.deleted_at` and its values
ALTER TABLE "t" DROP COLUMN "deleted_at";
