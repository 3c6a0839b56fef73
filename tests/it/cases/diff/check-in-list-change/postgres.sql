-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "s_is_known";
-- hazard: fails when a row of `t` breaks the check `s IN ('a', 'b', 'c')`
ALTER TABLE "t" ADD CONSTRAINT "s_is_known" CHECK (s IN ('a', 'b', 'c'));

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "s_is_known";
-- hazard: fails when a row of `t` breaks the check `s IN ('a', 'b')`
ALTER TABLE "t" ADD CONSTRAINT "s_is_known" CHECK (s IN ('a', 'b'));
