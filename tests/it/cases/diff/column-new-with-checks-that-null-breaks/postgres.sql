-- migrate:up
ALTER TABLE "t" ADD COLUMN "a" bigint;
-- hazard: fails when a row of `t` breaks the check `a IS NOT NULL`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_0bcecaac" CHECK (a IS NOT NULL);
-- hazard: fails when a row of `t` breaks the check `coalesce(a, 0) > 0`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_aa17fd3f" CHECK (coalesce(a, 0) > 0);
-- hazard: fails when a row of `t` breaks the check `a > 0 OR id > 5`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_f117c3cd" CHECK (a > 0 OR id > 5);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck_t_f117c3cd";
ALTER TABLE "t" DROP CONSTRAINT "ck_t_aa17fd3f";
ALTER TABLE "t" DROP CONSTRAINT "ck_t_0bcecaac";
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";
