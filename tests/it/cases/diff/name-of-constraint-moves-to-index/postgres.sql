-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "shared";
CREATE INDEX "shared" ON "u" ("b");

-- migrate:down
DROP INDEX "shared";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "shared" UNIQUE ("a");
