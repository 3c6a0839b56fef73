-- migrate:up
-- hazard: fails when a row of `t` breaks the check `a > 0`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_a" CHECK (a > 0);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck_t_a";
