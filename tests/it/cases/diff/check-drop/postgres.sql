-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "ck_t_4ead0c05";

-- migrate:down
-- hazard: fails when a row of `t` breaks the check `a > 0`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_4ead0c05" CHECK (a > 0);
