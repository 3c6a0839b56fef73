-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "positive";
-- hazard: fails when a row of `t` breaks the check `a > 0`
ALTER TABLE "t" ADD CONSTRAINT "positive" CHECK (a > 0) NO INHERIT;

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "positive";
-- hazard: fails when a row of `t` breaks the check `a > 0`
ALTER TABLE "t" ADD CONSTRAINT "positive" CHECK (a > 0);
