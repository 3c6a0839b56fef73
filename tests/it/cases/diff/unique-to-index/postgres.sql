-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "x";
-- hazard: fails when rows of `t` agree in what index `x` holds
CREATE UNIQUE INDEX "x" ON "t" ("a");

-- migrate:down
DROP INDEX "x";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "x" UNIQUE ("a");
