-- migrate:up
ALTER TABLE "c" DROP CONSTRAINT "fk_c_a_b_p";
-- hazard: fails when a row of `c` refers by `a`, `b` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_a_b_p" FOREIGN KEY ("a", "b") REFERENCES "p" ("a", "b") ON DELETE SET NULL ("b");

-- migrate:down
ALTER TABLE "c" DROP CONSTRAINT "fk_c_a_b_p";
-- hazard: fails when a row of `c` refers by `a`, `b` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_a_b_p" FOREIGN KEY ("a", "b") REFERENCES "p" ("a", "b");
