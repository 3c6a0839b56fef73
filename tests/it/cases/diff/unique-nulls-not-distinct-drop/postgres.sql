-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE ("a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE NULLS NOT DISTINCT ("a");
