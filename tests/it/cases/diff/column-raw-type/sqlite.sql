-- migrate:up
ALTER TABLE "t" ADD COLUMN "ip" TEXT;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "ip";
