-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "ck_t_e8dcf070";
-- hazard: fails when a row of `t` breaks the check `(a > 0) AND b <> 'x'`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_0372229d" CHECK ((a > 0) AND b <> 'x');

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck_t_0372229d";
-- hazard: fails when a row of `t` breaks the check `a > 0 AND b <> 'x'`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_e8dcf070" CHECK (a > 0 AND b <> 'x');
