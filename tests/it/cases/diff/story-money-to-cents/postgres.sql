-- migrate:up
ALTER TABLE "bill" ADD COLUMN "cents" bigint;
UPDATE "bill" SET "cents" = amount * 100;
ALTER TABLE "bill" ALTER COLUMN "cents" SET NOT NULL;
-- hazard: drops column `bill.amount` and its values
ALTER TABLE "bill" DROP COLUMN "amount";
-- hazard: fails when a row of `bill` breaks the check `cents >= 0`
ALTER TABLE "bill" ADD CONSTRAINT "not_negative" CHECK (cents >= 0);

-- migrate:down
ALTER TABLE "bill" DROP CONSTRAINT "not_negative";
-- hazard: fails when table `bill` has rows, since column `amount` may not be NULL and has no default
ALTER TABLE "bill" ADD COLUMN "amount" numeric(10,2) NOT NULL;
-- hazard: drops column `bill.cents` and its values
ALTER TABLE "bill" DROP COLUMN "cents";
