-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "ck_t_a";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
ALTER TABLE "t" ADD CONSTRAINT "ck_t_a" CHECK (a > 0);

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" DROP CONSTRAINT "ck_t_a";
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
ALTER TABLE "t" ADD CONSTRAINT "ck_t_a" CHECK (a > 0);
