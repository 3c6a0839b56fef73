-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "pk_t";

-- migrate:down
-- hazard: fails when rows of `t` agree in `a` or have NULL there
ALTER TABLE "t" ADD CONSTRAINT "pk_t" PRIMARY KEY ("a");
