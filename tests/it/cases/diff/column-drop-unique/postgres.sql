-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "uq_t_b";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "b" integer;
ALTER TABLE "t" ADD CONSTRAINT "uq_t_b" UNIQUE ("b");
