-- migrate:up
-- hazard: fails when a row of `t` breaks the check `low < high`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_b6cfe83c" CHECK (low < high);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck_t_b6cfe83c";
