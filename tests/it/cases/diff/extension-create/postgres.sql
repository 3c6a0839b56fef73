-- migrate:up
CREATE EXTENSION IF NOT EXISTS "citext";
ALTER TABLE "t" ADD COLUMN "mail" "citext";
ALTER TABLE "t" ADD CONSTRAINT "uq_t_mail" UNIQUE ("mail");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_mail";
-- hazard: drops column `t.mail` and its values
ALTER TABLE "t" DROP COLUMN "mail";
-- hazard: drops extension `citext` and what was made with it
DROP EXTENSION "citext";
