-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "ck_t_b";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "b" integer;
ALTER TABLE "t" ADD CONSTRAINT "ck_t_b" CHECK (b > 0);
