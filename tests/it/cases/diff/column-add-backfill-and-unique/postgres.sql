-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" bigint;
UPDATE "t" SET "b" = id;
ALTER TABLE "t" ALTER COLUMN "b" SET NOT NULL;
-- hazard: fails when rows of `t` agree in `b`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_b" UNIQUE ("b");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_b";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
