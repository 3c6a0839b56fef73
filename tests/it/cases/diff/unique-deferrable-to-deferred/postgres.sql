-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE ("a") DEFERRABLE INITIALLY DEFERRED;

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE ("a") DEFERRABLE;
