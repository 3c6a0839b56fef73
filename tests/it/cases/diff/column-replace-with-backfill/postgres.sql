-- migrate:up
ALTER TABLE "t" ADD COLUMN "name" jsonb;
UPDATE "t" SET "name" = to_jsonb(first || ' ' || last);
ALTER TABLE "t" ALTER COLUMN "name" SET NOT NULL;
-- hazard: drops column `t.first` and its values
ALTER TABLE "t" DROP COLUMN "first";
-- hazard: drops column `t.last` and its values
ALTER TABLE "t" DROP COLUMN "last";

-- migrate:down
-- hazard: fails when table `t` has rows, since column `last` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "last" text NOT NULL;
-- hazard: fails when table `t` has rows, since column `first` may not be NULL and has no default
ALTER TABLE "t" ADD COLUMN "first" text NOT NULL;
-- hazard: drops column `t.name` and its values
ALTER TABLE "t" DROP COLUMN "name";
