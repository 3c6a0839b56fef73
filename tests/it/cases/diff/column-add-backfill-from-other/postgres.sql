-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" text;
UPDATE "t" SET "b" = a || '!';
ALTER TABLE "t" ALTER COLUMN "b" SET NOT NULL;

-- migrate:down
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
