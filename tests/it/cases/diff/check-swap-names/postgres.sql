-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "one";
ALTER TABLE "t" DROP CONSTRAINT "two";
-- hazard: fails when a row of `t` breaks the check `b > 0`
ALTER TABLE "t" ADD CONSTRAINT "one" CHECK (b > 0);
-- hazard: fails when a row of `t` breaks the check `a > 0`
ALTER TABLE "t" ADD CONSTRAINT "two" CHECK (a > 0);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "two";
ALTER TABLE "t" DROP CONSTRAINT "one";
-- hazard: fails when a row of `t` breaks the check `b > 0`
ALTER TABLE "t" ADD CONSTRAINT "two" CHECK (b > 0);
-- hazard: fails when a row of `t` breaks the check `a > 0`
ALTER TABLE "t" ADD CONSTRAINT "one" CHECK (a > 0);
