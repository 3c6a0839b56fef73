-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "pk_t";
-- hazard: fails when rows of `t` agree in `a` or have NULL there
ALTER TABLE "t" ADD CONSTRAINT "pk_t" PRIMARY KEY ("a") DEFERRABLE;

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "pk_t";
-- hazard: fails when rows of `t` agree in `a` or have NULL there
ALTER TABLE "t" ADD CONSTRAINT "pk_t" PRIMARY KEY ("a");
