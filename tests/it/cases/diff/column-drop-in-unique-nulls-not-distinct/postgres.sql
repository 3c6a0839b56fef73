-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "a" integer;
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE NULLS NOT DISTINCT ("a");
