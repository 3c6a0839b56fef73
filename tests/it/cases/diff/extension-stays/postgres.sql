-- migrate:up
-- hazard: drops column `t.mail` and its values
ALTER TABLE "t" DROP COLUMN "mail";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "mail" "citext";
