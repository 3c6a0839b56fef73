-- migrate:up
-- hazard: fails when a row of `a` refers by `b_id` to no row of `b`
ALTER TABLE "a" ADD CONSTRAINT "fk_a_b_id_b" FOREIGN KEY ("b_id") REFERENCES "b" ("id");

-- migrate:down
ALTER TABLE "a" DROP CONSTRAINT "fk_a_b_id_b";
