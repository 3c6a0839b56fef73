-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" integer;
UPDATE "t" SET "b" = 1;
ALTER TABLE "t" ALTER COLUMN "b" SET NOT NULL;
ALTER TABLE "t" ADD COLUMN "c" text;
UPDATE "t" SET "c" = a;
ALTER TABLE "t" ALTER COLUMN "c" SET NOT NULL;

-- migrate:down
-- hazard: drops column `t.c` and its values
ALTER TABLE "t" DROP COLUMN "c";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
