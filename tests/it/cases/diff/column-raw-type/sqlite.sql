-- migrate:up
ALTER TABLE "t" ADD COLUMN "ip" TEXT;

-- migrate:down
-- hazard: drops column `t.ip` and its values
ALTER TABLE "t" DROP COLUMN "ip";
