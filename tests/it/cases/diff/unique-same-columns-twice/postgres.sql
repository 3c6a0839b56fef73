-- migrate:up
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "two" UNIQUE ("a") DEFERRABLE;

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "two";
