-- migrate:up
ALTER TABLE "b" DROP CONSTRAINT "fk_b_a_id_a";

-- migrate:down
-- hazard: fails when a row of `b` refers by `a_id` to no row of `a`
ALTER TABLE "b" ADD CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id");
