-- migrate:up
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";

-- migrate:down
-- hazard: fails when table `t` has rows, since column `b` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "b" integer NOT NULL;
