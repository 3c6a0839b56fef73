-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a_b";
-- hazard: fails when rows of `t` agree in `b`, `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_b_a" UNIQUE ("b", "a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_b_a";
-- hazard: fails when rows of `t` agree in `a`, `b`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a_b" UNIQUE ("a", "b");
