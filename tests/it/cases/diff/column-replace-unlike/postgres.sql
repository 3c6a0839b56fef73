-- migrate:up
ALTER TABLE "t" ADD COLUMN "born" date;
-- hazard: drops column `t.mail` and its values
ALTER TABLE "t" DROP COLUMN "mail";

-- migrate:down
-- hazard: fails when table `t` has rows, since column `mail` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "mail" text NOT NULL;
-- hazard: drops column `t.born` and its values
ALTER TABLE "t" DROP COLUMN "born";
