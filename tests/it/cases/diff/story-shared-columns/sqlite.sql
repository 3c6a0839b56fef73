-- migrate:up
ALTER TABLE "t" ADD COLUMN "deleted_at" TEXT;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "deleted_at";
