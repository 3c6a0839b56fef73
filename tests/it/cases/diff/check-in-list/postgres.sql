-- migrate:up
-- hazard: fails when a row of `t` breaks the check `s IN ('a', 'b')`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_s" CHECK (s IN ('a', 'b'));

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck_t_s";
