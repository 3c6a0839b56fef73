-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "pk_t";
ALTER TABLE "t" ADD COLUMN "c" bigint;
UPDATE "t" SET "c" = a + 1;
ALTER TABLE "t" ALTER COLUMN "c" SET NOT NULL;
UPDATE "t" SET "b" = 'none' WHERE "b" IS NULL;
ALTER TABLE "t" ALTER COLUMN "b" SET NOT NULL;
-- hazard: fails when rows of `t` agree in `id`, `a` or have NULL there
ALTER TABLE "t" ADD CONSTRAINT "pk_t" PRIMARY KEY ("id", "a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "pk_t";
ALTER TABLE "t" ALTER COLUMN "b" DROP NOT NULL;
-- hazard: drops column `t.c` and its values
ALTER TABLE "t" DROP COLUMN "c";
-- hazard: fails when rows of `t` agree in `id` or have NULL there
ALTER TABLE "t" ADD CONSTRAINT "pk_t" PRIMARY KEY ("id");
