-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "uq";
-- hazard: fails when rows of `t` agree in `b`, `a`
ALTER TABLE "t" ADD CONSTRAINT "uq" UNIQUE ("b", "a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq";
-- hazard: fails when rows of `t` agree in `a`, `b`
ALTER TABLE "t" ADD CONSTRAINT "uq" UNIQUE ("a", "b");
