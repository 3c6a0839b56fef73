-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "a_is_positive";
-- hazard: fails when a row of `t` breaks the check `a >= 0`
ALTER TABLE "t" ADD CONSTRAINT "a_is_positive" CHECK (a >= 0);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "a_is_positive";
-- hazard: fails when a row of `t` breaks the check `a > 0`
ALTER TABLE "t" ADD CONSTRAINT "a_is_positive" CHECK (a > 0);
