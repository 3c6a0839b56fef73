-- migrate:up
-- hazard: fails when rows of `t` agree in `a`, `b`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a_b" UNIQUE ("a", "b");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a_b";
