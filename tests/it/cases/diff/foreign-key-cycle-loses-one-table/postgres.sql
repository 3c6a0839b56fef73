-- migrate:up
ALTER TABLE "a" DROP CONSTRAINT "fk_a_b_id_b";
-- hazard: fails when table `a` has rows, since column `x` may not be NULL and has no default
ALTER TABLE "a" ADD COLUMN "x" integer NOT NULL;
-- hazard: drops column `a.b_id` and its values
ALTER TABLE "a" DROP COLUMN "b_id";

-- migrate:down
ALTER TABLE "a" ADD COLUMN "b_id" bigint;
-- hazard: drops column `a.x` and its values
ALTER TABLE "a" DROP COLUMN "x";
ALTER TABLE "a" ADD CONSTRAINT "fk_a_b_id_b" FOREIGN KEY ("b_id") REFERENCES "b" ("id");
