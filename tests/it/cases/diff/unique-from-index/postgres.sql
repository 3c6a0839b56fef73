-- migrate:up
DROP INDEX "a_one";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "a_one" UNIQUE ("a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "a_one";
-- hazard: fails when rows of `t` agree in what index `a_one` holds
CREATE UNIQUE INDEX "a_one" ON "t" ("a");
