-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "ck_t_80f061d8";
-- hazard: fails when a row of `t` breaks the check `length(b) > 1`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_7aec3c0f" CHECK (length(b) > 1);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck_t_7aec3c0f";
-- hazard: fails when a row of `t` breaks the check `a < 100`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_80f061d8" CHECK (a < 100);
