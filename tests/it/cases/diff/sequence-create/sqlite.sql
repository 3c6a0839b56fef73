-- migrate:up
-- hazard: fails when table `t` has rows, since column `number` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "number" INTEGER NOT NULL;

-- migrate:down
-- hazard: drops column `t.number` and its values
ALTER TABLE "t" DROP COLUMN "number";
