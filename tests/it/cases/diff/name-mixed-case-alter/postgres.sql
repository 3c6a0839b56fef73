-- migrate:up
ALTER TABLE "UserAccounts" RENAME COLUMN "firstName" TO "givenName";
ALTER TABLE "UserAccounts" ALTER COLUMN "givenName" DROP NOT NULL;
CREATE INDEX "ix_UserAccounts_givenName" ON "UserAccounts" ("givenName");

-- migrate:down
DROP INDEX "ix_UserAccounts_givenName";
-- hazard: fails when a row has NULL in `UserAccounts.givenName`
ALTER TABLE "UserAccounts" ALTER COLUMN "givenName" SET NOT NULL;
ALTER TABLE "UserAccounts" RENAME COLUMN "givenName" TO "firstName";
