-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "one";
ALTER TABLE "t" DROP CONSTRAINT "two";
-- hazard: fails when rows of `t` agree in `b`
ALTER TABLE "t" ADD CONSTRAINT "one" UNIQUE ("b");
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "two" UNIQUE ("a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "two";
ALTER TABLE "t" DROP CONSTRAINT "one";
-- hazard: fails when rows of `t` agree in `b`
ALTER TABLE "t" ADD CONSTRAINT "two" UNIQUE ("b");
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "one" UNIQUE ("a");
