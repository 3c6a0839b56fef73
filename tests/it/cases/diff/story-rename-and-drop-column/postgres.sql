-- migrate:up
ALTER TABLE "a" RENAME TO "b";
ALTER TABLE "b" RENAME CONSTRAINT "pk_a" TO "pk_b";
-- hazard: drops column `b.z` and its values
ALTER TABLE "b" DROP COLUMN "z";

-- migrate:down
-- hazard: fails when table `b` has rows, since column `z` may not be NULL and has no default
ALTER TABLE "b" ADD COLUMN "z" boolean NOT NULL;
ALTER TABLE "b" RENAME CONSTRAINT "pk_b" TO "pk_a";
ALTER TABLE "b" RENAME TO "a";
