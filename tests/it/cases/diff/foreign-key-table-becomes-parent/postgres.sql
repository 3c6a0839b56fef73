-- migrate:up
ALTER TABLE "b" DROP CONSTRAINT "fk_b_a_id_a";
ALTER TABLE "a" ADD COLUMN "b_id" bigint;
ALTER TABLE "b" ADD COLUMN "y" boolean;
-- hazard: drops column `b.a_id` and its values
ALTER TABLE "b" DROP COLUMN "a_id";
ALTER TABLE "a" ADD CONSTRAINT "fk_a_b_id_b" FOREIGN KEY ("b_id") REFERENCES "b" ("id");

-- migrate:down
ALTER TABLE "a" DROP CONSTRAINT "fk_a_b_id_b";
-- hazard: fails when table `b` has rows, since column `a_id` may not be NULL and has no default
ALTER TABLE "b" ADD COLUMN "a_id" bigint NOT NULL;
-- hazard: drops column `b.y` and its values
ALTER TABLE "b" DROP COLUMN "y";
-- hazard: drops column `a.b_id` and its values
ALTER TABLE "a" DROP COLUMN "b_id";
-- hazard: fails when a row of `b` refers by `a_id` to no row of `a`
ALTER TABLE "b" ADD CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id");
