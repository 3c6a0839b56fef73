-- migrate:up
ALTER TABLE "t" ADD COLUMN "deleted_at" timestamp with time zone;

-- migrate:down
-- hazard: drops column `t.deleted_at` and its values
ALTER TABLE "t" DROP COLUMN "deleted_at";
