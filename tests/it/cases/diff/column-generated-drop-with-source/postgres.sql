-- migrate:up
ALTER TABLE "t" DROP COLUMN "g";
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";

-- migrate:down
-- hazard: fails when table `t` has rows, since column `a` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "a" integer NOT NULL;
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a + 1) STORED;
