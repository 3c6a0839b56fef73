-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" integer DEFAULT 1 NOT NULL;
-- hazard: fails when a row of `t` breaks the check `b > 0`
ALTER TABLE "t" ADD CONSTRAINT "ck_t_b" CHECK (b > 0);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck_t_b";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
