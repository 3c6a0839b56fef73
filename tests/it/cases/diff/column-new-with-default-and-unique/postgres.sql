-- migrate:up
ALTER TABLE "t" ADD COLUMN "a" bigint DEFAULT 0;
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE ("a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";
