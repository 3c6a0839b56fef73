-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "pk_t";
ALTER TABLE "t" ADD COLUMN "b" bigint DEFAULT 0 NOT NULL;
-- hazard: fails when rows of `t` agree in `a`, `b` or have NULL there
ALTER TABLE "t" ADD CONSTRAINT "pk_t" PRIMARY KEY ("a", "b");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "pk_t";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
-- hazard: fails when rows of `t` agree in `a` or have NULL there
ALTER TABLE "t" ADD CONSTRAINT "pk_t" PRIMARY KEY ("a");
