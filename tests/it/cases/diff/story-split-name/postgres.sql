-- migrate:up
ALTER TABLE "person" ADD COLUMN "first" text;
UPDATE "person" SET "first" = split_part(name, ' ', 1);
ALTER TABLE "person" ALTER COLUMN "first" SET NOT NULL;
ALTER TABLE "person" ADD COLUMN "last" text;

-- migrate:down
-- hazard: drops column `person.last` and its values
ALTER TABLE "person" DROP COLUMN "last";
-- hazard: drops column `person.first` and its values
ALTER TABLE "person" DROP COLUMN "first";
