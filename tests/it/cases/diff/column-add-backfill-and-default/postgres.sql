-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" integer;
UPDATE "t" SET "b" = 2;
ALTER TABLE "t" ALTER COLUMN "b" SET DEFAULT 1;
ALTER TABLE "t" ALTER COLUMN "b" SET NOT NULL;

-- migrate:down
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
