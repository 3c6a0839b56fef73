-- migrate:up
ALTER TABLE "account" DROP CONSTRAINT "uq_account_email";
ALTER TABLE "account" ADD COLUMN "deleted_at" timestamp with time zone;
-- hazard: fails when rows of `account` agree in what index `one_email` holds
CREATE UNIQUE INDEX "one_email" ON "account" ("email") WHERE deleted_at IS NULL;

-- migrate:down
DROP INDEX "one_email";
-- hazard: drops column `account.deleted_at` and its values
ALTER TABLE "account" DROP COLUMN "deleted_at";
-- hazard: fails when rows of `account` agree in `email`
ALTER TABLE "account" ADD CONSTRAINT "uq_account_email" UNIQUE ("email");
