-- migrate:up
ALTER TABLE "a" RENAME TO "b";
-- hazard: drops column `b.z` and its values
ALTER TABLE "b" DROP COLUMN "z";

-- migrate:down
-- hazard: fails when table `b` has rows, since column `z` may not be NULL and has no default
ALTER TABLE "b" ADD COLUMN "z" BOOLEAN NOT NULL;
ALTER TABLE "b" RENAME TO "a";
