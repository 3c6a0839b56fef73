-- migrate:up
-- hazard: fails when a row of `t` breaks the check `g > 0`
ALTER TABLE "t" ADD CONSTRAINT "positive" CHECK (g > 0);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "positive";
